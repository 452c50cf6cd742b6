package io.cloakroom.record;

import java.util.Map;
import java.util.Set;

/**
 * The marks of one record in the blind index.
 *
 * @param there by field
 * @param gone fields that can be searched and have no value in this version
 */
public record Marks(Map<FieldName, String> there, Set<FieldName> gone) {
    public static final Marks NONE = new Marks(Map.of(), Set.of());

    public Marks {
        there = Map.copyOf(there);
        gone = Set.copyOf(gone);
    }
}
