package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in that has come half of its way: the password was right, and something is still asked for.
 *
 * @param clientId whose API session it is; absent on the pool's own pages
 */
public record Challenge(String hash, String poolId, Optional<String> clientId, String sub, Kind kind, Instant expires) {
    /** What is asked for; the kinds that this pool uses so far. */
    public enum Kind {
        NEW_PASSWORD_REQUIRED
    }

    @Override
    public String toString() {
        return "Challenge[" + kind + ", " + sub + "]";
    }
}
