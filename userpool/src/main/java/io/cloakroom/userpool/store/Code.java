package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization code stands for.
 *
 * @param challenge the PKCE challenge (S256), if there was one
 * @param methods by which the user signed in, where the client asked to be told
 * @param isSpent whether it has been presented by its client
 * @param originJti the family that it was exchanged for
 */
public record Code(
        String hash,
        String clientId,
        String sub,
        String redirectUri,
        Set<String> scopes,
        Optional<String> nonce,
        Optional<String> challenge,
        Instant authenticated,
        Instant expires,
        Set<String> methods,
        boolean isSpent,
        Optional<String> originJti) {
    public Code {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    }

    @Override
    public String toString() {
        return "Code[hidden]";
    }
}
