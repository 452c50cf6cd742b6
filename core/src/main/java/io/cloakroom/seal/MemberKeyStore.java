package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps wrapped keys, and tombstones of members who were erased. Every look is strongly consistent, so that nobody who looks
 * after an erasure sees what was before. Every method throws {@link UpstreamException} if the store cannot be used now.
 */
public interface MemberKeyStore {
    int LIST_MAX = 100;

    /** The member's key of the highest version. */
    KeyLookup newest(MemberId member);

    /** Erased wins, whatever the version. */
    KeyLookup find(MemberId member, int version);

    /** What became of a new key. */
    enum Added {
        DONE,
        /** The member has a key of that version: of two who add at once, one wins. */
        TAKEN,
        /** The member was erased, and is not brought back. */
        ERASED
    }

    /** Adds a key; changes nothing unless it is done. */
    Added add(WrappedKey key);

    /**
     * Puts the same key, wrapped anew, in place of what is there.
     *
     * @return false, and nothing changed, if something else is there by now
     */
    boolean replace(WrappedKey old, WrappedKey rewrapped);

    /** Raises a member's tombstone. One that stands already stays as it is. */
    void bury(MemberId member, Instant at);

    /**
     * Destroys all keys of a member, and not her tombstone.
     *
     * @return how many there were
     */
    int destroy(MemberId member);

    /**
     * Everybody's keys, in an order of the store's own; one that is added meanwhile may be missing.
     *
     * @param after the last one that the caller has; empty to begin
     * @param limit 1 to {@value #LIST_MAX}; fewer come where tombstones stand between them
     */
    Page all(Optional<Position> after, int limit);

    /** Where a walk over all keys stands. */
    record Position(MemberId member, int version) {}

    /**
     * @param erased tombstones that stood between them: as many members
     * @param next where to go on; empty at the end
     */
    record Page(List<WrappedKey> keys, int erased, Optional<Position> next) {
        public Page {
            keys = List.copyOf(keys);
        }
    }
}
