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

    /** What became of a write. */
    enum Put {
        DONE,
        /** The stored version is not the one before. */
        CONFLICT,
        /** The member was erased. */
        ERASED
    }

    /** Writes the next version of a record; changes nothing unless it is done. */
    Put put(SealedRecord record);

    /**
     * Some of a member's records, of whatever collection: also of one that is declared no more.
     *
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<SealedRecord> some(MemberId member, int limit);

    /** Takes a record away, whatever its version; one that is gone already is no fault. */
    void delete(MemberId member, CollectionId collection, RecordId id);

    /**
     * Takes a record away that is still of this version.
     *
     * @return false, and nothing changed, if it is of another version by now, or gone
     */
    boolean delete(MemberId member, CollectionId collection, RecordId id, long version);
}
