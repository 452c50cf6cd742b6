package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A browser that is signed in at the pool's own pages.
 *
 * @param methods by which (RFC 8176); empty if that is not known
 * @param isTold whether a function was told of it
 */
public record HostedSession(
        String hash,
        String poolId,
        String sub,
        Instant authenticated,
        Instant expires,
        boolean isTold,
        Set<String> methods) {
    public HostedSession {
        methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    }

    @Override
    public String toString() {
        return "HostedSession[" + sub + "]";
    }
}
