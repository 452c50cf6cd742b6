package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sign-ins that have come half of their way. */
public final class Challenges {
    private final Handle handle;

    Challenges(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have ended. */
    public void add(Challenge challenge, Instant now) {
        handle.createUpdate("DELETE FROM challenges WHERE expires <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO challenges VALUES (:hash, :poolId, :sub, :kind, :expires, :clientId)")
                .bind("hash", challenge.hash())
                .bind("poolId", challenge.poolId())
                .bind("sub", challenge.sub())
                .bind("kind", challenge.kind().name())
                .bind("expires", challenge.expires().toEpochMilli())
                .bind("clientId", challenge.clientId())
                .execute();
    }

    public Optional<Challenge> find(String hash) {
        return handle.createQuery("SELECT * FROM challenges WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new Challenge(
                        row.getString("hash"),
                        row.getString("pool_id"),
                        Columns.optionalText(row, "client_id"),
                        row.getString("sub"),
                        Challenge.Kind.valueOf(row.getString("kind")),
                        Columns.instant(row, "expires")))
                .findOne();
    }

    /** Ends every half-way sign-in of a user: each was begun with a password that is no longer the one. */
    public void removeAllOf(String sub) {
        handle.createUpdate("DELETE FROM challenges WHERE sub = :sub")
                .bind("sub", sub)
                .execute();
    }
}
