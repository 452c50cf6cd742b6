package io.cloakroom.userpool.store;

import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The codes that were sent to users, as hashes. */
public final class ConfirmationCodes {
    private final Handle handle;

    ConfirmationCodes(Handle handle) {
        this.handle = handle;
    }

    /** Takes the place of an earlier one, and forgets those that have ended. */
    public void put(ConfirmationCode code, Instant now) {
        handle.createUpdate("DELETE FROM confirmation_codes WHERE expires <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT OR REPLACE INTO confirmation_codes VALUES"
                        + " (:sub, :purpose, :attribute, :destination, :hash, :expires)")
                .bind("sub", code.sub())
                .bind("purpose", code.purpose().name())
                .bind("attribute", code.attribute())
                .bind("destination", code.destination())
                .bind("hash", code.hash())
                .bind("expires", code.expires().toEpochMilli())
                .execute();
    }

    public Optional<ConfirmationCode> find(String sub, Purpose purpose) {
        return handle.createQuery("SELECT * FROM confirmation_codes WHERE sub = :sub AND purpose = :purpose")
                .bind("sub", sub)
                .bind("purpose", purpose.name())
                .map((row, _) -> new ConfirmationCode(
                        row.getString("sub"),
                        Purpose.valueOf(row.getString("purpose")),
                        row.getString("attribute"),
                        row.getString("destination"),
                        row.getString("hash"),
                        Columns.instant(row, "expires")))
                .findOne();
    }

    public void remove(String sub, Purpose purpose) {
        handle.createUpdate("DELETE FROM confirmation_codes WHERE sub = :sub AND purpose = :purpose")
                .bind("sub", sub)
                .bind("purpose", purpose.name())
                .execute();
    }
}
