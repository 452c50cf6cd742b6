package io.cloakroom.userpool.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The token families of all pools. */
public final class Families {
    /** An access token may outlive its family's last refresh token by the longest validity there is. */
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Handle handle;

    Families(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have long ended. */
    public void add(Family family, Instant now) {
        handle.createUpdate("DELETE FROM families WHERE expires < :before")
                .bind("before", now.minus(KEPT_FOR).toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO families VALUES"
                        + " (:originJti, :poolId, :clientId, :sub, :scopes, :authenticated, :expires, :revoked,"
                        + " :via, :methods)")
                .bind("originJti", family.originJti())
                .bind("poolId", family.poolId())
                .bind("clientId", family.clientId())
                .bind("sub", family.sub())
                .bind("scopes", Columns.words(family.scopes()))
                .bind("authenticated", family.authenticated().toEpochMilli())
                .bind("expires", family.expires().toEpochMilli())
                .bind("revoked", family.isRevoked())
                .bind("via", family.via().name())
                .bind("methods", Columns.words(family.methods()))
                .execute();
    }

    public Optional<Family> find(String originJti) {
        return handle.createQuery("SELECT * FROM families WHERE origin_jti = :originJti")
                .bind("originJti", originJti)
                .map((row, _) -> new Family(
                        row.getString("origin_jti"),
                        row.getString("pool_id"),
                        row.getString("client_id"),
                        row.getString("sub"),
                        Columns.words(row, "scopes"),
                        Columns.instant(row, "authenticated"),
                        Columns.instant(row, "expires"),
                        row.getBoolean("revoked"),
                        Family.Via.valueOf(row.getString("via")),
                        Columns.words(row, "methods")))
                .findOne();
    }

    public void revoke(String originJti) {
        handle.createUpdate("UPDATE families SET revoked = 1 WHERE origin_jti = :originJti")
                .bind("originJti", originJti)
                .execute();
    }

    public void revokeAllOf(String sub) {
        handle.createUpdate("UPDATE families SET revoked = 1 WHERE sub = :sub")
                .bind("sub", sub)
                .execute();
    }
}
