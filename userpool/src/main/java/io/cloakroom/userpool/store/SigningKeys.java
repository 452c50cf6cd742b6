package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The pools' signing keys. */
public final class SigningKeys {
    private final Handle handle;

    SigningKeys(Handle handle) {
        this.handle = handle;
    }

    public void add(SigningKey key) {
        handle.createUpdate("INSERT INTO signing_keys VALUES (:kid, :poolId, :purpose, :jwk, :created)")
                .bind("kid", key.kid())
                .bind("poolId", key.poolId())
                .bind("purpose", key.purpose().name())
                .bind("jwk", key.privateJwk())
                .bind("created", key.created().toEpochMilli())
                .execute();
    }

    /** Forgets the keys that had a successor by then already. */
    public void removeSuperseded(String poolId, Instant then) {
        handle.createUpdate("DELETE FROM signing_keys WHERE pool_id = :poolId AND EXISTS (SELECT 1 FROM signing_keys n"
                        + " WHERE n.pool_id = signing_keys.pool_id AND n.purpose = signing_keys.purpose"
                        + " AND n.rowid > signing_keys.rowid AND n.created <= :then)")
                .bind("poolId", poolId)
                .bind("then", then.toEpochMilli())
                .execute();
    }

    /** All keys of a pool, newest first. */
    public List<SigningKey> of(String poolId) {
        return handle.createQuery(
                        "SELECT * FROM signing_keys WHERE pool_id = :poolId ORDER BY created DESC, rowid DESC")
                .bind("poolId", poolId)
                .map((row, _) -> new SigningKey(
                        row.getString("kid"),
                        row.getString("pool_id"),
                        SigningKey.Purpose.valueOf(row.getString("purpose")),
                        row.getString("private_jwk"),
                        Columns.instant(row, "created")))
                .list();
    }
}
