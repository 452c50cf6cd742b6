package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Family;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SigningKey;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Optional;

/**
 * Everything that goes into one set of tokens. Its text hides the refresh token.
 *
 * @param groups names, the first one first
 * @param nonce what the client sent along to be found in the ID token
 * @param refreshToken absent where the client keeps the one that it has
 */
public record Grant(
        Pool pool,
        Client client,
        User user,
        List<String> groups,
        Family family,
        List<SigningKey> keys,
        Optional<String> nonce,
        Optional<String> refreshToken) {
    @Override
    public String toString() {
        return "Grant[" + family.originJti() + "]";
    }
}
