package io.cloakroom.userpool.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The passkeys of all users. */
public final class Passkeys {
    private final Handle handle;

    Passkeys(Handle handle) {
        this.handle = handle;
    }

    public void add(Passkey passkey) {
        handle.createUpdate("INSERT INTO passkeys VALUES (:credentialId, :sub, :name, :relyingParty, :attestation,"
                        + " :transports, :attachment, :signCount, :created)")
                .bind("credentialId", passkey.credentialId())
                .bind("sub", passkey.sub())
                .bind("name", passkey.name())
                .bind("relyingParty", passkey.relyingParty())
                .bind("attestation", passkey.attestation())
                .bind("transports", Columns.words(passkey.transports()))
                .bind("attachment", passkey.attachment())
                .bind("signCount", passkey.signCount())
                .bind("created", passkey.created().toEpochMilli())
                .execute();
    }

    public Optional<Passkey> find(String credentialId) {
        return handle.createQuery("SELECT * FROM passkeys WHERE credential_id = :credentialId")
                .bind("credentialId", credentialId)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** The oldest first. */
    public List<Passkey> of(String sub) {
        return handle.createQuery("SELECT * FROM passkeys WHERE sub = :sub ORDER BY created, credential_id")
                .bind("sub", sub)
                .map((row, _) -> read(row))
                .list();
    }

    public void setSignCount(String credentialId, long signCount) {
        handle.createUpdate("UPDATE passkeys SET sign_count = :signCount WHERE credential_id = :credentialId")
                .bind("credentialId", credentialId)
                .bind("signCount", signCount)
                .execute();
    }

    public void delete(String credentialId) {
        handle.createUpdate("DELETE FROM passkeys WHERE credential_id = :credentialId")
                .bind("credentialId", credentialId)
                .execute();
    }

    private static Passkey read(ResultSet row) throws SQLException {
        return new Passkey(
                row.getString("credential_id"),
                row.getString("sub"),
                row.getString("name"),
                row.getString("relying_party"),
                row.getString("attestation"),
                Columns.words(row, "transports"),
                Columns.optionalText(row, "attachment"),
                row.getLong("sign_count"),
                Columns.instant(row, "created"));
    }
}
