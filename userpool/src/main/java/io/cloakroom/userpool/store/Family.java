package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All tokens that come from one sign-in of one client.
 *
 * @param authenticated when the user proved who she is
 * @param expires when the last refresh token ends, however often it was rotated
 * @param methods by which she did, where the client asked to be told; a refresh keeps them
 */
public record Family(
        String originJti,
        String poolId,
        String clientId,
        String sub,
        Set<String> scopes,
        Instant authenticated,
        Instant expires,
        boolean isRevoked,
        Via via,
        Set<String> methods) {
    /** Tokens of the API are for the user's own settings, and need no scope for an ID token. */
    public enum Via {
        OAUTH,
        API
    }

    public Family {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    }
}
