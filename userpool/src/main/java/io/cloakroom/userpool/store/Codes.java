package io.cloakroom.userpool.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The authorization codes of all clients. */
public final class Codes {
    /** How long behind its end a code is remembered, so that its second use still revokes what the first one gave. */
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Handle handle;

    Codes(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have long ended. */
    public void add(Code code, Instant now) {
        handle.createUpdate("DELETE FROM codes WHERE expires < :before")
                .bind("before", now.minus(KEPT_FOR).toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO codes VALUES (:hash, :clientId, :sub, :redirectUri, :scopes, :nonce,"
                        + " :challenge, :authenticated, :expires, :spent, :originJti, :methods)")
                .bind("hash", code.hash())
                .bind("clientId", code.clientId())
                .bind("sub", code.sub())
                .bind("redirectUri", code.redirectUri())
                .bind("scopes", Columns.words(code.scopes()))
                .bind("nonce", code.nonce())
                .bind("challenge", code.challenge())
                .bind("authenticated", code.authenticated().toEpochMilli())
                .bind("expires", code.expires().toEpochMilli())
                .bind("spent", code.isSpent())
                .bind("originJti", code.originJti())
                .bind("methods", Columns.words(code.methods()))
                .execute();
    }

    public Optional<Code> find(String hash) {
        return handle.createQuery("SELECT * FROM codes WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new Code(
                        row.getString("hash"),
                        row.getString("client_id"),
                        row.getString("sub"),
                        row.getString("redirect_uri"),
                        Columns.words(row, "scopes"),
                        Columns.optionalText(row, "nonce"),
                        Columns.optionalText(row, "challenge"),
                        Columns.instant(row, "authenticated"),
                        Columns.instant(row, "expires"),
                        Columns.words(row, "methods"),
                        row.getBoolean("spent"),
                        Columns.optionalText(row, "origin_jti")))
                .findOne();
    }

    public void spend(String hash) {
        handle.createUpdate("UPDATE codes SET spent = 1 WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    public void setFamily(String hash, String originJti) {
        handle.createUpdate("UPDATE codes SET origin_jti = :originJti WHERE hash = :hash")
                .bind("hash", hash)
                .bind("originJti", originJti)
                .execute();
    }
}
