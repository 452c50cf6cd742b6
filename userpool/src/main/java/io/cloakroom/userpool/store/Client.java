package io.cloakroom.userpool.store;

import io.cloakroom.config.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * An app client of a pool.
 *
 * @param name shown to people who sign in
 * @param secret absent for a public client. Kept in clear, as Cognito does: it signs with it (SECRET_HASH) and shows it
 */
public record Client(
        String id,
        String poolId,
        String name,
        Optional<Secret> secret,
        ClientSettings settings,
        Instant created,
        Instant modified) {
    public Client with(String newName, ClientSettings newSettings, Instant now) {
        return new Client(id, poolId, newName, secret, newSettings, created, now);
    }
}
