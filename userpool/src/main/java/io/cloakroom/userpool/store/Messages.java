package io.cloakroom.userpool.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What would have been sent. Only the newest are kept. */
public final class Messages {
    static final int ROWS_MAX = 1000;

    private final Handle handle;

    Messages(Handle handle) {
        this.handle = handle;
    }

    public void add(Message message) {
        handle.createUpdate("INSERT INTO messages (pool_id, medium, destination, words, code, sent)"
                        + " VALUES (:poolId, :medium, :destination, :words, :code, :sent)")
                .bind("poolId", message.poolId())
                .bind("medium", message.medium().name())
                .bind("destination", message.destination())
                .bind("words", message.words())
                .bind("code", message.code())
                .bind("sent", message.sent().toEpochMilli())
                .execute();
        handle.createUpdate("DELETE FROM messages WHERE id <= (SELECT max(id) FROM messages) - :most")
                .bind("most", ROWS_MAX)
                .execute();
    }

    /** The newest first. */
    public List<Message> newest(int most) {
        return handle.createQuery("SELECT * FROM messages ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .map((row, _) -> new Message(
                        row.getString("pool_id"),
                        Message.Medium.valueOf(row.getString("medium")),
                        row.getString("destination"),
                        row.getString("words"),
                        row.getString("code"),
                        Columns.instant(row, "sent")))
                .list();
    }
}
