package io.cloakroom.gateway;

import io.cloakroom.record.Collection;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import java.util.Optional;

/**
 * Which records are asked for.
 *
 * @param id empty: all of them
 * @param after of all of them, those behind this one
 * @param limit of all of them, no more, and fewer if they are large; 1 to {@value RecordStore#LIST_MAX}
 */
record Question(Collection collection, Optional<RecordId> id, Optional<RecordId> after, int limit) {
    /** Whether the one record of a collection that has no other is asked for by its own address. */
    boolean isSelf() {
        return collection.isSingle() && id.equals(Optional.of(RecordId.SELF));
    }

    /** Whether there may be more records than one answer holds. */
    boolean isList() {
        return id.isEmpty() && !collection.isSingle();
    }
}
