package io.cloakroom.userpool.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What would have been sent. Only the newest are kept. */
public final class Messages {
    static final int ROWS_MAX = 1000;

    private final Handle handle;
    private final Carrier later;

    /** @param later gets each message that is added, to be carried on when the transaction is committed */
    Messages(Handle handle, Carrier later) {
        this.handle = handle;
        this.later = later;
    }

    /** What became of a message. */
    public enum State {
        /** It is here and nowhere else. */
        KEPT,
        /** The mail server has taken it. */
        SENT,
        /** It did not get away. */
        FAILED
    }

    /** A message as the outbox has it. */
    public record Kept(Message message, String subject, State state) {}

    public void add(Letter letter) {
        var message = letter.message();
        var id = handle.createUpdate("INSERT INTO messages (pool_id, medium, destination, words, code, sent)"
                        + " VALUES (:poolId, :medium, :destination, :words, :code, :sent)")
                .bind("poolId", message.poolId())
                .bind("medium", message.medium().name())
                .bind("destination", message.destination())
                .bind("words", message.words())
                .bind("code", message.code())
                .bind("sent", message.sent().toEpochMilli())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        handle.createUpdate("DELETE FROM messages WHERE id <= (SELECT max(id) FROM messages) - :most")
                .bind("most", ROWS_MAX)
                .execute();
        later.carry(id, letter);
    }

    public void reword(long id, String words, String subject) {
        handle.createUpdate("UPDATE messages SET words = :words, subject = :subject WHERE id = :id")
                .bind("id", id)
                .bind("words", words)
                .bind("subject", subject)
                .execute();
    }

    public void mark(long id, State state) {
        handle.createUpdate("UPDATE messages SET state = :state WHERE id = :id")
                .bind("id", id)
                .bind("state", state.name())
                .execute();
    }

    /** The newest first. */
    public List<Kept> newest(int most) {
        return handle.createQuery("SELECT * FROM messages ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .map((row, _) -> new Kept(
                        new Message(
                                row.getString("pool_id"),
                                Message.Medium.valueOf(row.getString("medium")),
                                row.getString("destination"),
                                row.getString("words"),
                                row.getString("code"),
                                Columns.instant(row, "sent")),
                        row.getString("subject"),
                        State.valueOf(row.getString("state"))))
                .list();
    }
}
