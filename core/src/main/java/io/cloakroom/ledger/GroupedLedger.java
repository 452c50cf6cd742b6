package io.cloakroom.ledger;

import io.cloakroom.ledger.Flusher.Pace;
import io.cloakroom.ledger.LedgerConfig.Reads;
import io.cloakroom.ledger.ShardWriter.Ready;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what several callers say at once in one batch: whoever is first writes for all who came meanwhile. What is noted
 * waits for the next batch, a second at most, unless it is to be durable at once; how much of it may wait, and so be lost with
 * this process, stands in the ledger before, as a lease.
 */
public final class GroupedLedger implements Ledger, AutoCloseable {
    private static final int LEASE_BYTES = 64;
    private static final long FAILED_LATELY_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(GroupedLedger.class);

    private final EntrySeal seal;
    private final Reads reads;
    private final ShardWriter writer;
    private final Clock clock;
    private final Flusher flusher;

    /** Held by whoever writes to the store. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Not in the store yet. */
    private final Set<Ready> ready = new LinkedHashSet<>();

    private long failedAt = Long.MIN_VALUE;

    private final Intake intake = new Intake();

    public GroupedLedger(EntrySeal seal, LedgerStore store, LedgerConfig config, Clock clock) {
        this(seal, store, config, clock, Pace.USUAL);
    }

    GroupedLedger(EntrySeal seal, LedgerStore store, LedgerConfig config, Clock clock, Pace pace) {
        this.seal = seal;
        this.reads = config.reads();
        this.writer = new ShardWriter(store, seal::marked, config.shards(), clock);
        this.clock = clock;
        this.flusher = new Flusher(pace, this::flush, this::rest);
    }

    /** A line whose writer waits until it is durable. */
    private static final class Awaited extends Ready {
        private boolean isDone;

        @Nullable
        private RuntimeException failure;

        Awaited(Line.Written line) {
            super(line);
        }

        boolean isOpen() {
            return !isDone && failure == null;
        }
    }

    @Override
    public void write(Entry entry) {
        var mine = new Awaited(seal.seal(entry, seal.key(entry)));
        intake.add(mine);
        writing.lock();
        try {
            while (mine.isOpen()) writeSome(writer.isLeasing());
        } finally {
            writing.unlock();
        }
        // Whoever was first may have failed for all.
        if (mine.failure != null) throw mine.failure;
    }

    @Override
    public void note(Entry entry) {
        switch (reads) {
            case DURABLE -> write(entry);
            case GROUPED -> group(entry);
        }
    }

    private void group(Entry entry) {
        var key = seal.key(entry);
        var read = OwnReads.read(entry, key);
        if (read.isPresent()) {
            note(() -> intake.note(read.get(), writer::left));
        } else {
            var line = new Ready(seal.seal(entry, key));
            note(() -> intake.note(line, writer::left));
        }
    }

    /** @param take says how many are taken by then; 0 if there is no room for this one */
    private void note(IntSupplier take) {
        var taken = take.getAsInt();
        for (var attempt = 0; taken == 0; attempt++) {
            if (attempt == 2) throw new Unavailable("ledger", null);
            lease();
            taken = take.getAsInt();
        }
        if (!flusher.tell(taken)) flush();
    }

    /** Makes room for entries to wait. Of many who need it, one does it; and where it failed just now, nobody tries. */
    private void lease() {
        writing.lock();
        try {
            if (intake.taken() < writer.left()) return;
            if (clock.millis() - FAILED_LATELY_MILLIS < failedAt) throw new Unavailable("ledger", null);
            writeSome(true);
        } finally {
            writing.unlock();
        }
    }

    /** Writes all that waits. */
    void flush() {
        writing.lock();
        try {
            while (hasSomething()) writeSome(writer.isLeasing());
        } finally {
            writing.unlock();
        }
    }

    private boolean hasSomething() {
        return !ready.isEmpty() || !intake.isEmpty();
    }

    /** What is noted and could not be written is tried again by whoever writes next; who wanted it durable is told. */
    private void writeSome(boolean isLeasing) {
        var some = new ArrayList<Ready>();
        var asked = List.<Ready>of();
        try {
            draw();
            fill(some);
            asked = List.copyOf(some);
            writer.append(some, isLeasing);
        } catch (RuntimeException failure) {
            failedAt = clock.millis();
            done(asked, some);
            refuse(failure);
            throw failure;
        }
        done(asked, some);
    }

    /** Seals a member's own reads together, and before the rest, because nobody holds on to their answers. */
    private void draw() {
        var own = intake.reads();
        var sealed = OwnReads.of(own).stream()
                .map(group -> new Ready(seal.seal(group)))
                .toList();
        // Nothing is taken out before all of it is sealed.
        ready.addAll(sealed);
        ready.addAll(intake.draw(own.size()));
    }

    /** No more than one batch takes. */
    private void fill(List<Ready> some) {
        var bytes = Batch.BYTES_MAX - LEASE_BYTES;
        for (var line : ready) {
            bytes -= Batch.bytes(line.bytes());
            if (bytes < 0 || some.size() == Batch.LINES_MAX) break;
            some.add(line);
        }
    }

    private void done(List<Ready> asked, List<Ready> left) {
        var done = new LinkedHashSet<>(asked);
        left.forEach(done::remove);
        for (var line : done) {
            if (line instanceof Awaited awaited) awaited.isDone = true;
        }
        ready.removeAll(done);
        intake.let(done);
    }

    private void refuse(RuntimeException failure) {
        var refused = new ArrayList<Awaited>();
        Predicate<Ready> isAwaited = line -> line instanceof Awaited awaited && refused.add(awaited);
        ready.removeIf(isAwaited);
        intake.withdraw(isAwaited);
        refused.forEach(line -> line.failure = failure);
        intake.let(refused);
    }

    /** Nothing was said for long: what could be lost with this process is nothing, and the ledger says so. */
    private void rest() {
        writing.lock();
        try {
            // First, or somebody is taken of whom the last line does not know.
            writer.takeNoMore();
            if (!hasSomething()) writer.close();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what waits, and says that nothing was lost. */
    @Override
    public void close() {
        flusher.close();
        try {
            flush();
            rest();
        } catch (UpstreamException failure) {
            LOG.error("the ledger could not be closed, and lacks {} entries: {}", intake.taken(), failure.getMessage());
        }
    }
}
