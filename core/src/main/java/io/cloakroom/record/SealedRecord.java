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
    /**
     * Of one record, names and values. An item of DynamoDB's has 400 KB (409,600 bytes), its keys and the record's other
     * attributes within.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">quotas in DynamoDB</a>
     */
    public static final int BYTES_MAX = 400_000;

    public SealedRecord {
        require(version >= 1, "record version", "from 1");
        values = Map.copyOf(values);
    }

    /** The same, as if it were written then. */
    SealedRecord writtenAt(Instant moment) {
        return new SealedRecord(member, collection, id, version, moment, writeId, values);
    }

    /** Whether no store takes it. */
    public boolean isTooLarge() {
        return bytes() > BYTES_MAX;
    }

    /** Of names and values. Names are of ASCII alone. */
    public long bytes() {
        var bytes = 0L;
        for (var field : values.entrySet())
            bytes += field.getKey().value().length() + field.getValue().bytes();
        return bytes;
    }
}
