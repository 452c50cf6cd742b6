package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The browsers that are signed in. */
public final class HostedSessions {
    private final Handle handle;

    HostedSessions(Handle handle) {
        this.handle = handle;
    }

    /** Adds one, and forgets those that have ended. */
    public void add(HostedSession session, Instant now) {
        handle.createUpdate("DELETE FROM hosted_sessions WHERE expires <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO hosted_sessions VALUES (:hash, :poolId, :sub, :authenticated, :expires, :told,"
                        + " :methods)")
                .bind("hash", session.hash())
                .bind("poolId", session.poolId())
                .bind("sub", session.sub())
                .bind("authenticated", session.authenticated().toEpochMilli())
                .bind("expires", session.expires().toEpochMilli())
                .bind("told", session.isTold())
                .bind("methods", Columns.words(session.methods()))
                .execute();
    }

    public Optional<HostedSession> find(String hash) {
        return handle.createQuery("SELECT * FROM hosted_sessions WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new HostedSession(
                        row.getString("hash"),
                        row.getString("pool_id"),
                        row.getString("sub"),
                        Columns.instant(row, "authenticated"),
                        Columns.instant(row, "expires"),
                        row.getBoolean("told"),
                        Columns.words(row, "methods")))
                .findOne();
    }

    public void setTold(String hash) {
        handle.createUpdate("UPDATE hosted_sessions SET told = 1 WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    public void remove(String hash) {
        handle.createUpdate("DELETE FROM hosted_sessions WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }
}
