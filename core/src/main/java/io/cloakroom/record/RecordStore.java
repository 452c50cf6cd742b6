package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/** Keeps sealed records. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface RecordStore {
    int LIST_MAX = 100;

    /** With the record that reaches so many a list ends, that many large ones are not held in memory at once. */
    int LIST_BYTES = 1 << 20;

    /** Whether a list that ends with these may go on behind them; else there are no more. */
    static boolean isFull(List<SealedRecord> found, int limit) {
        return found.size() >= limit
                || found.stream().mapToLong(SealedRecord::bytes).sum() >= LIST_BYTES;
    }

    Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id);

    /**
     * A member's records of a collection, by id: as many as the limit says, or as reach {@value #LIST_BYTES} bytes. Whether
     * there may be more, {@link #isFull} says.
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
        ERASED,
        /** It is {@linkplain SealedRecord#isTooLarge too large}. */
        TOO_LARGE
    }

    /**
     * Writes the next version of a record and its marks, all or nothing; a mark of an earlier version is not left behind. One
     * of {@link RecordId#own} that was not there before, an import's, counts among those that its member has added, however
     * many they are.
     */
    Put put(SealedRecord record, Marks marks);

    /** What became of a record that a member adds. */
    enum Added {
        DONE,
        /** There is a record of this id. */
        THERE,
        /** She has added as many as she may have. */
        FULL,
        /** The member was erased. */
        ERASED,
        /** It is {@linkplain SealedRecord#isTooLarge too large}. */
        TOO_LARGE
    }

    /**
     * Writes the first version of a record that a member adds, unless she has added so many; changes nothing unless it is
     * done. Of many at once, no more are done than there is room for: the store counts her own records where it writes
     * them, and not by looking.
     *
     * @param record of version 1, its id one of {@link RecordId#own}
     * @param most from 1
     */
    Added add(SealedRecord record, int most, Marks marks);

    /**
     * Gives a record these marks and no others, if it is still of this version and its member was not erased.
     *
     * @return false, and nothing changed, if it is not
     */
    boolean mark(SealedRecord record, Marks marks);

    /** A record that has a mark, or had it a moment ago. */
    record Marked(MemberId member, RecordId id) {}

    /**
     * Everybody's records of a collection with a mark. A mark that was written a moment ago may be missing.
     *
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit);

    /**
     * Some of a member's records, of whatever collection: also of one that is declared no more. Those that somebody has
     * spoilt are left out.
     *
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<SealedRecord> some(MemberId member, int limit);

    /**
     * Takes a record away, whatever its version; one that is gone already is no fault. For an erasure, which ends with {@link
     * #forget}; anybody else says which version is meant.
     */
    void delete(MemberId member, CollectionId collection, RecordId id);

    /**
     * Takes a record away that is still of this version.
     *
     * @return false, and nothing changed, if it is of another version by now, or gone
     */
    boolean delete(MemberId member, CollectionId collection, RecordId id, long version);

    /**
     * Takes away whatever else the store keeps of a member: marks, how many records she has added, and records that {@link
     * #some} leaves out.
     *
     * @return how many records those were
     */
    int forget(MemberId member);
}
