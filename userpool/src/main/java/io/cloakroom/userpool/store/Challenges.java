package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sign-ins that have come part of their way. Some can be begun by anybody, so that only the newest are kept. */
public final class Challenges {
    /** As many as the exchanges of SRP. */
    static final int ROWS_MAX = 10_000;

    private final Handle handle;

    Challenges(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have ended or are too many. */
    public void add(Challenge challenge, Instant now) {
        handle.createUpdate("DELETE FROM challenges WHERE expires <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO challenges VALUES (:hash, :poolId, :clientId, :sub, :kind, :detail, :expires)")
                .bind("hash", challenge.hash())
                .bind("poolId", challenge.poolId())
                .bind("clientId", challenge.clientId())
                .bind("sub", challenge.sub())
                .bind("kind", challenge.kind().name())
                .bind("detail", Json.writeText(challenge.detail()))
                .bind("expires", challenge.expires().toEpochMilli())
                .execute();
        handle.createUpdate("DELETE FROM challenges WHERE rowid <= (SELECT max(rowid) FROM challenges) - :most")
                .bind("most", ROWS_MAX)
                .execute();
    }

    public Optional<Challenge> find(String hash) {
        return handle.createQuery("SELECT * FROM challenges WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** The same session with another detail. */
    public void update(Challenge challenge) {
        handle.createUpdate("UPDATE challenges SET detail = :detail WHERE hash = :hash")
                .bind("hash", challenge.hash())
                .bind("detail", Json.writeText(challenge.detail()))
                .execute();
    }

    /** Its answer was right, or it is worth no other one. */
    public void remove(String hash) {
        handle.createUpdate("DELETE FROM challenges WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    /** Ends every half-way sign-in of a user: each was begun with a password that is no longer the one. */
    public void removeAllOf(String sub) {
        handle.createUpdate("DELETE FROM challenges WHERE sub = :sub")
                .bind("sub", sub)
                .execute();
    }

    private static Challenge read(ResultSet row) throws SQLException {
        return new Challenge(
                row.getString("hash"),
                row.getString("pool_id"),
                Columns.optionalText(row, "client_id"),
                Columns.optionalText(row, "sub"),
                Challenge.Kind.valueOf(row.getString("kind")),
                Columns.texts(Columns.json(row, "detail")),
                Columns.instant(row, "expires"));
    }
}
