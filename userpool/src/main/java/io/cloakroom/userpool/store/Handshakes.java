package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SRP exchanges that wait for their client's answer. Anybody can begin one, so that only the newest are kept. */
public final class Handshakes {
    /** More than one machine can answer in the time that an exchange lives. */
    static final int ROWS_MAX = 10_000;

    private final Handle handle;

    Handshakes(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have ended or are too many. */
    public void add(Handshake handshake, Instant now) {
        handle.createUpdate("DELETE FROM handshakes WHERE expires <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO handshakes VALUES"
                        + " (:hash, :clientId, :subject, :userId, :clientPublic, :serverSecret, :expires)")
                .bind("hash", handshake.hash())
                .bind("clientId", handshake.clientId())
                .bind("subject", handshake.subject())
                .bind("userId", handshake.userId())
                .bind("clientPublic", handshake.clientPublic())
                .bind("serverSecret", handshake.serverSecret())
                .bind("expires", handshake.expires().toEpochMilli())
                .execute();
        handle.createUpdate("DELETE FROM handshakes WHERE rowid <= (SELECT max(rowid) FROM handshakes) - :most")
                .bind("most", ROWS_MAX)
                .execute();
    }

    public Optional<Handshake> find(String hash) {
        return handle.createQuery("SELECT * FROM handshakes WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new Handshake(
                        row.getString("hash"),
                        row.getString("client_id"),
                        row.getString("subject"),
                        row.getString("user_id"),
                        row.getString("client_public"),
                        row.getString("server_secret"),
                        Columns.instant(row, "expires")))
                .findOne();
    }

    public void remove(String hash) {
        handle.createUpdate("DELETE FROM handshakes WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }
}
