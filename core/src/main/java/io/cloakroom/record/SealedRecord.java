package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A record as a store keeps it: what must be sealed is sealed.
 *
 * @param version counts its writes, from 1
 * @param writeId what the last writer called this write; empty if it gave no name
 */
public record SealedRecord(
        MemberId member,
        CollectionId collection,
        RecordId id,
        long version,
        Instant writtenAt,
        Optional<WriteId> writeId,
        Map<FieldName, StoredValue> values) {
    public SealedRecord {
        require(version >= 1, "record version", "from 1");
        values = Map.copyOf(values);
    }
}
