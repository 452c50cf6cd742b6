package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The refresh tokens of all families, as hashes. */
public final class RefreshTokens {
    private final Handle handle;

    RefreshTokens(Handle handle) {
        this.handle = handle;
    }

    /** @param rotated when another token took its place */
    public record RefreshToken(String originJti, Optional<Instant> rotated) {}

    public void add(String hash, String originJti) {
        handle.createUpdate("INSERT INTO refresh_tokens VALUES (:hash, :originJti, NULL)")
                .bind("hash", hash)
                .bind("originJti", originJti)
                .execute();
    }

    public Optional<RefreshToken> find(String hash) {
        return handle.createQuery("SELECT * FROM refresh_tokens WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new RefreshToken(row.getString("origin_jti"), Columns.optionalInstant(row, "rotated")))
                .findOne();
    }

    public void markRotated(String hash, Instant now) {
        handle.createUpdate("UPDATE refresh_tokens SET rotated = :now WHERE hash = :hash")
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
