package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/** Keeps sealed records. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface RecordStore {
    int LIST_MAX = 100;

    Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id);

    /**
     * A member's records of a collection, by id.
     *
     * @param after the last one that the caller has; empty to begin
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<SealedRecord> list(MemberId member, CollectionId collection, Optional<RecordId> after, int limit);

    /**
     * Writes the next version of a record.
     *
     * @return false, and nothing changed, if the stored version is not the one before
     */
    boolean put(SealedRecord record);
}
