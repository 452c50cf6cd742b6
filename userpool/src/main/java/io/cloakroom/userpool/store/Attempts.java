package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How often something was done of late. */
public final class Attempts {
    private final Handle handle;

    Attempts(Handle handle) {
        this.handle = handle;
    }

    /** @param since when the first one was made that counts */
    public record Count(Instant since, int count) {}

    public Optional<Count> find(String poolId, String subject, String action) {
        return handle.createQuery("SELECT * FROM attempts"
                        + " WHERE pool_id = :poolId AND subject = :subject AND action = :action")
                .bind("poolId", poolId)
                .bind("subject", subject)
                .bind("action", action)
                .map((row, _) -> new Count(Columns.instant(row, "since"), row.getInt("count")))
                .findOne();
    }

    /** Sets the count, and forgets all that began before {@code oldest}. */
    public void put(String poolId, String subject, String action, Count count, Instant oldest) {
        handle.createUpdate("DELETE FROM attempts WHERE since <= :oldest")
                .bind("oldest", oldest.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT OR REPLACE INTO attempts VALUES (:poolId, :subject, :action, :since, :count)")
                .bind("poolId", poolId)
                .bind("subject", subject)
                .bind("action", action)
                .bind("since", count.since().toEpochMilli())
                .bind("count", count.count())
                .execute();
    }
}
