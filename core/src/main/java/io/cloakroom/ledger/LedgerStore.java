package io.cloakroom.ledger;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps batches, and pointers to what stands in them. It gives back what it has, also where somebody has changed it: the
 * ledger finds that out. Every look is strongly consistent. Every method throws {@link UpstreamException} if the store cannot
 * be used now.
 */
public interface LedgerStore {
    int LIST_MAX = 100;

    /**
     * Adds a batch, unless one of its number is there in its shard: of two who add at once, one wins.
     *
     * @return false, and nothing changed, if one is there
     */
    boolean add(Batch batch);

    /** A shard's batch of the highest number. */
    Optional<Batch> last(int shard);

    Optional<Batch> find(int shard, long number);

    /**
     * A shard's batches by number.
     *
     * @param from the lowest number that may come
     * @param limit 1 to {@value #LIST_MAX}; fewer may come although there are more, but none only if there is none
     */
    List<Batch> list(int shard, long from, int limit);

    /** Adds pointers; one whose {@link Pointer#key} is there already stays as it is. */
    void point(List<Pointer> pointers);

    /**
     * A member's pointers, the latest first.
     *
     * @param before the key of the last one that the caller has; empty to begin
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<Pointer> pointers(MemberId member, Optional<String> before, int limit);

    /**
     * Adds a checkpoint, unless one of its number is there.
     *
     * @return false, and nothing changed, if one is there
     */
    boolean add(Milestone milestone);

    /** The checkpoint of the highest number. */
    Optional<Milestone> lastMilestone();

    /**
     * A checkpoint as it is kept.
     *
     * @param number from 0
     * @param note signed
     * @param edges what it takes to go on from there, see {@link Frontier}
     */
    record Milestone(long number, String note, String edges) {}
}
