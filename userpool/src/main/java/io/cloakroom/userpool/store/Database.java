package io.cloakroom.userpool.store;

import io.cloakroom.upstream.UpstreamException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The pool's one SQLite file. Transactions run one after the other, so that each sees the last one's whole work; what is
 * committed is on the disk (WAL, {@code synchronous=FULL}) before the caller hears of it.
 */
public final class Database implements AutoCloseable {
    private static final String FILE = "userpool.db";
    private static final String SYSTEM = "the user pool's store";

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Handle handle;
    private volatile Carrier carrier = (_, _) -> {};

    private Database(Handle handle) {
        this.handle = handle;
    }

    /**
     * Opens the file, makes it if there is none, and brings its tables up to date.
     *
     * @throws IllegalStateException if others may read it, or a newer version has written it
     */
    public static Database open(DataFolder folder) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // Deleted passwords and keys do not stay behind in free pages.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.file(FILE));
        var jdbi = Jdbi.create(source);
        // By default the text of a failure quotes what was bound, and hashes of tokens are among it.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        var handle = jdbi.open();
        Migrations.run(handle);
        return new Database(handle);
    }

    /**
     * Does the work wholly or not at all: an exception rolls it back. What the work put into the outbox is carried on behind
     * it, and an exception of that rolls nothing back.
     *
     * @throws UpstreamException.Unavailable if the file cannot be read or written
     */
    public <T> T answer(Function<Tables, T> work) {
        var letters = new LinkedHashMap<Long, Letter>();
        var answer = commit(work, letters);
        letters.forEach(carrier::carry);
        return answer;
    }

    private <T> T commit(Function<Tables, T> work, Map<Long, Letter> letters) {
        turn.lock();
        try {
            return handle.inTransaction(inside -> work.apply(new Tables(inside, letters::put)));
        } catch (JdbiException fault) {
            throw new UpstreamException.Unavailable(SYSTEM, fault);
        } finally {
            turn.unlock();
        }
    }

    /** Whom messages are given to from now on. */
    public void setCarrier(Carrier next) {
        carrier = next;
    }

    /** The same for work that has no answer. */
    public void run(Consumer<Tables> work) {
        answer(tables -> {
            work.accept(tables);
            return true;
        });
    }

    @Override
    public void close() {
        turn.lock();
        try {
            handle.close();
        } finally {
            turn.unlock();
        }
    }
}
