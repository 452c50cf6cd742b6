package io.cloakroom.upkeep;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Members who have asked to be erased, until they are. One conditional write decides between her who keeps her data and the
 * job that erases it. Every method throws {@link UpstreamException} if the store cannot be used now.
 */
public interface Departures {
    int LIST_MAX = 100;

    /**
     * @param dueAt from when on it is done
     * @param isBegun whether it is being done: she cannot change her mind any more
     */
    record Departure(MemberId member, Instant askedAt, Instant dueAt, boolean isBegun) {}

    /** Strongly consistent. */
    Optional<Departure> departure(MemberId member);

    /** @return false, and nothing changed, if she has asked already */
    boolean ask(MemberId member, Instant askedAt, Instant dueAt);

    /** @return false, and nothing changed, if she has not asked, or it has begun */
    boolean keep(MemberId member);

    /**
     * Takes up an erasure that is due: of many who try at once, one gets it, and holds it for as long as it says.
     *
     * @param until when somebody else may go on with it
     * @return false, and nothing changed, if she keeps her data, it is not due, or somebody else has it
     */
    boolean begin(MemberId member, String holder, Instant now, Instant until);

    /** It is done. */
    void end(MemberId member);

    /**
     * Some, by member.
     *
     * @param after the last one that the caller has; empty to begin
     * @param limit 1 to {@value #LIST_MAX}
     */
    Some some(Optional<MemberId> after, int limit);

    /**
     * @param spoilt have asked, and nobody can read for when
     * @param next behind whom to go on; empty at the end
     */
    record Some(List<Departure> departures, List<MemberId> spoilt, Optional<MemberId> next) {
        public Some {
            departures = List.copyOf(departures);
            spoilt = List.copyOf(spoilt);
        }
    }
}
