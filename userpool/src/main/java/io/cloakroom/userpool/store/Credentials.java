package io.cloakroom.userpool.store;

import io.cloakroom.userpool.password.PasswordVerifier;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The users' passwords, as kept. */
public final class Credentials {
    private final Handle handle;

    Credentials(Handle handle) {
        this.handle = handle;
    }

    /** Takes the place of an earlier one. */
    public void put(String sub, Credential credential) {
        handle.createUpdate("INSERT OR REPLACE INTO credentials VALUES (:sub, :argon2id, :salt, :verifier, :until)")
                .bind("sub", sub)
                .bind("argon2id", credential.verifier().argon2id())
                .bind("salt", credential.verifier().srpSalt())
                .bind("verifier", credential.verifier().srpVerifier())
                .bind("until", credential.temporaryUntil().map(Instant::toEpochMilli))
                .execute();
    }

    public Optional<Credential> find(String sub) {
        return handle.createQuery("SELECT * FROM credentials WHERE sub = :sub")
                .bind("sub", sub)
                .map((row, _) -> new Credential(
                        new PasswordVerifier(
                                row.getString("argon2id"), row.getString("srp_salt"), row.getString("srp_verifier")),
                        Columns.optionalInstant(row, "temporary_until")))
                .findOne();
    }
}
