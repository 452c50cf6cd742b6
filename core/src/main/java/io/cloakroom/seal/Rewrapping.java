package io.cloakroom.seal;

import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Wraps members' keys anew that a rotated keyset, or another KMS key, would wrap otherwise by now. The keys themselves stay, so nothing that they
 * seal is touched, and members notice nothing. Doing it again does what is left.
 */
public final class Rewrapping {
    private static final int STRAGGLERS_MAX = 1000;

    private final KeyRing ring;
    private final MemberKeyStore store;

    public Rewrapping(KeyRing ring, MemberKeyStore store) {
        this.ring = ring;
        this.store = store;
    }

    /**
     * How far it is.
     *
     * @param seen keys looked at
     * @param rewrapped wrapped anew
     * @param unopened keys that do not open
     * @param stragglers of whom they are, and which version; at most 1,000 are told
     */
    public record Progress(int seen, int rewrapped, int unopened, List<Position> stragglers) {
        public Progress {
            stragglers = List.copyOf(stragglers);
        }
    }

    /**
     * @param told after each page
     * @throws UpstreamException if the store or the ring's keeper cannot be used now; do it again then
     */
    public Progress run(Consumer<Progress> told) {
        var progress = new Progress(0, 0, 0, List.of());
        Optional<Position> after = Optional.empty();
        do {
            var page = store.all(after, MemberKeyStore.LIST_MAX);
            for (var key : page.keys()) progress = after(progress, key);
            told.accept(progress);
            after = page.next();
        } while (after.isPresent());
        return progress;
    }

    private Progress after(Progress before, WrappedKey key) {
        var seen = before.seen() + 1;
        if (ring.isCurrent(key)) return new Progress(seen, before.rewrapped(), before.unopened(), before.stragglers());
        try {
            var rewrapped = ring.rewrap(key);
            // Where something else is there by now, another run was quicker, or the member is being erased.
            var done = store.replace(key, rewrapped) ? 1 : 0;
            return new Progress(seen, before.rewrapped() + done, before.unopened(), before.stragglers());
        } catch (Malformed doesNotOpen) {
            var stragglers = new ArrayList<>(before.stragglers());
            if (stragglers.size() < STRAGGLERS_MAX) stragglers.add(new Position(key.member(), key.version()));
            return new Progress(seen, before.rewrapped(), before.unopened() + 1, stragglers);
        }
    }
}
