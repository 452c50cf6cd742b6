package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Map;

/**
 * A record as a store keeps it: what must be sealed is sealed.
 *
 * @param version counts its writes, from 1
 */
public record SealedRecord(
        MemberId member,
        CollectionId collection,
        RecordId id,
        long version,
        Instant writtenAt,
        Map<FieldName, StoredValue> values) {
    public SealedRecord {
        require(version >= 1, "record version", "from 1");
        values = Map.copyOf(values);
    }
}
