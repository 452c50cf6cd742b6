package io.cloakroom.ledger;

import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import java.util.List;
import java.util.Optional;

/**
 * Which records something was about.
 *
 * @param record empty where it was about several, or the whole collection
 * @param fields by name, in the collection's order; empty where none was opened or written
 */
public record Subject(CollectionId collection, Optional<RecordId> record, List<FieldName> fields) {
    public Subject {
        fields = List.copyOf(fields);
    }
}
