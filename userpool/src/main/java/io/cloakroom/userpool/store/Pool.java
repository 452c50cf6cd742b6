package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * One user pool.
 *
 * @param id region, underscore, nine letters or digits; for ever
 */
public record Pool(String id, String name, PoolSettings settings, Instant created, Instant modified) {
    /** The part behind the underscore, which SRP hashes together with the password. */
    public String shortName() {
        return id.substring(id.indexOf('_') + 1);
    }

    public Pool with(String newName, PoolSettings newSettings, Instant now) {
        return new Pool(id, newName, newSettings, created, now);
    }
}
