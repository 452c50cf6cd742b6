package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Wrong passwords of late. */
public final class Lockouts {
    private final Handle handle;

    Lockouts(Handle handle) {
        this.handle = handle;
    }

    /** @param failures in a row, at least 1 */
    public record Failures(int failures, Instant last) {}

    public Optional<Failures> find(String poolId, String subject) {
        return handle.createQuery("SELECT * FROM lockouts WHERE pool_id = :poolId AND subject = :subject")
                .bind("poolId", poolId)
                .bind("subject", subject)
                .map((row, _) -> new Failures(row.getInt("failures"), Columns.instant(row, "last_failure")))
                .findOne();
    }

    /** Sets the count, and forgets all counts that were not touched since {@code quietSince}. */
    public void put(String poolId, String subject, Failures failures, Instant quietSince) {
        handle.createUpdate("DELETE FROM lockouts WHERE last_failure < :quietSince")
                .bind("quietSince", quietSince.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT OR REPLACE INTO lockouts VALUES (:poolId, :subject, :failures, :last)")
                .bind("poolId", poolId)
                .bind("subject", subject)
                .bind("failures", failures.failures())
                .bind("last", failures.last().toEpochMilli())
                .execute();
    }

    public void clear(String poolId, String subject) {
        handle.createUpdate("DELETE FROM lockouts WHERE pool_id = :poolId AND subject = :subject")
                .bind("poolId", poolId)
                .bind("subject", subject)
                .execute();
    }
}
