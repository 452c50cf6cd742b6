package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * A browser that is signed in at the pool's own pages.
 *
 * @param isTold whether a function was told of it
 */
public record HostedSession(
        String hash, String poolId, String sub, Instant authenticated, Instant expires, boolean isTold) {
    @Override
    public String toString() {
        return "HostedSession[" + sub + "]";
    }
}
