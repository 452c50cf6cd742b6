package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/**
 * Every member of whom anything is kept, once: nothing is written for a member who has no key. Whoever comes meanwhile may be
 * missing.
 */
public final class Everybody {
    private final MemberKeyStore keys;
    private final int limit;

    public Everybody(MemberKeyStore keys) {
        this(keys, MemberKeyStore.LIST_MAX);
    }

    Everybody(MemberKeyStore keys, int limit) {
        this.keys = keys;
        this.limit = limit;
    }

    /**
     * @param members perhaps none, and there are more all the same
     * @param erased how many more were met, of whom a tombstone is left
     * @param next where to go on; empty at the end
     */
    public record Some(List<MemberId> members, int erased, Optional<Position> next) {
        public Some {
            members = List.copyOf(members);
        }
    }

    /**
     * @param after where the last ones ended; empty to begin
     * @throws UpstreamException if the store cannot be used now
     */
    public Some after(Optional<Position> after) {
        var page = keys.all(after, limit);
        // A member's keys stand side by side, and a page may end between them.
        var known = after.map(Position::member);
        var members = page.keys().stream()
                .map(WrappedKey::member)
                .filter(member -> !known.equals(Optional.of(member)))
                .distinct()
                .toList();
        return new Some(members, page.erased(), page.next());
    }
}
