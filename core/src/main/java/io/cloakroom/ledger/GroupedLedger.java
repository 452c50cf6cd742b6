package io.cloakroom.ledger;

import io.cloakroom.ledger.ShardWriter.Ready;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what several callers say at once in one batch: whoever is first writes for all who came meanwhile. What is noted
 * waits for the next batch, a second at most; how much of it may wait, and so be lost with this process, stands in the ledger
 * before, as a lease.
 */
public final class GroupedLedger implements Ledger, AutoCloseable {
    private static final int LEASE_BYTES = 64;
    private static final long FAILED_LATELY_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(GroupedLedger.class);

    private final EntrySeal seal;
    private final ShardWriter writer;
    private final Clock clock;
    private final Optional<Flusher> flusher;

    /** Held by whoever writes to the store. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Sealed, and not in the store yet. */
    private final Set<Ready> ready = new LinkedHashSet<>();

    private final Map<Ready, Waiting> durable = new HashMap<>();
    private long failedAt = Long.MIN_VALUE;

    /** Guards what waits; never held while the store is asked. */
    private final ReentrantLock queueing = new ReentrantLock();

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int taken;

    private GroupedLedger(EntrySeal seal, LedgerStore store, int shards, Clock clock, boolean isFlushing) {
        this.seal = seal;
        this.writer = new ShardWriter(store, shards, clock);
        this.clock = clock;
        this.flusher = isFlushing ? Optional.of(new Flusher(this::flush, this::rest)) : Optional.empty();
    }

    /** @param shards over how many writers spread, 1 to {@value Batch#SHARDS_MAX} */
    public GroupedLedger(EntrySeal seal, LedgerStore store, int shards, Clock clock) {
        this(seal, store, shards, clock, true);
    }

    /** One that writes what is noted when it is told to, and not by itself. */
    static GroupedLedger byHand(EntrySeal seal, LedgerStore store, int shards, Clock clock) {
        return new GroupedLedger(seal, store, shards, clock, false);
    }

    /** What somebody said, not written yet. */
    private static final class Waiting {
        private final Entry entry;
        private final Optional<Held> key;
        private final boolean isDurable;
        private boolean isDone;

        @Nullable
        private UpstreamException failure;

        Waiting(Entry entry, Optional<Held> key, boolean isDurable) {
            this.entry = entry;
            this.key = key;
            this.isDurable = isDurable;
        }

        boolean isOpen() {
            return !isDone && failure == null;
        }
    }

    @Override
    public void write(Entry entry) {
        var mine = new Waiting(entry, seal.key(entry), true);
        take(mine);
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
        var mine = new Waiting(entry, seal.key(entry), false);
        for (var attempt = 0; !isTaken(mine); attempt++) {
            if (attempt == 2) throw new Unavailable("ledger", null);
            lease();
        }
        if (flusher.isPresent() && !flusher.get().tell(waiting())) flush();
    }

    private void take(Waiting one) {
        queueing.lock();
        try {
            queue.add(one);
            taken++;
        } finally {
            queueing.unlock();
        }
    }

    private boolean isTaken(Waiting noted) {
        queueing.lock();
        try {
            if (taken >= writer.left()) return false;
            take(noted);
            return true;
        } finally {
            queueing.unlock();
        }
    }

    private int waiting() {
        queueing.lock();
        try {
            return taken;
        } finally {
            queueing.unlock();
        }
    }

    /** Makes room for entries to wait. Of many who need it, one does it; and where it failed just now, nobody tries. */
    private void lease() {
        writing.lock();
        try {
            if (waiting() < writer.left()) return;
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
            while (waiting() > 0) writeSome(writer.isLeasing());
        } finally {
            writing.unlock();
        }
    }

    /** What is noted and could not be written is tried again by whoever writes next; who wanted it durable is told. */
    private void writeSome(boolean isLeasing) {
        draw();
        var some = some();
        var asked = List.copyOf(some);
        try {
            writer.append(some, isLeasing);
        } catch (UpstreamException failure) {
            failedAt = clock.millis();
            done(asked, some);
            refuse(failure);
            throw failure;
        }
        done(asked, some);
    }

    /** No more than one batch takes. */
    private List<Ready> some() {
        var some = new ArrayList<Ready>();
        var bytes = Batch.BYTES_MAX - LEASE_BYTES;
        for (var line : ready) {
            bytes -= Batch.bytes(line.line());
            if (bytes < 0 || some.size() == Batch.LINES_MAX) break;
            some.add(line);
        }
        return some;
    }

    private void done(List<Ready> asked, List<Ready> left) {
        var still = Set.copyOf(left);
        for (var line : asked) {
            if (still.contains(line)) continue;
            let(line).ifPresent(waiting -> waiting.isDone = true);
        }
    }

    private void refuse(UpstreamException failure) {
        for (var line : List.copyOf(durable.keySet())) let(line).ifPresent(waiting -> waiting.failure = failure);
    }

    /** @return who waits for it */
    private Optional<Waiting> let(Ready line) {
        ready.remove(line);
        queueing.lock();
        try {
            taken -= line.count();
        } finally {
            queueing.unlock();
        }
        return Optional.ofNullable(durable.remove(line));
    }

    /** Seals what waits: a member's own reads together, and before the rest, because nobody holds on to their answers. */
    private void draw() {
        var reads = new LinkedHashMap<OwnReads.Reader, OwnReads>();
        var others = new ArrayList<Waiting>();
        for (var waiting : drawn()) {
            var reader = OwnReads.reader(waiting.entry, waiting.key).filter(_ -> !waiting.isDurable);
            if (reader.isEmpty()) others.add(waiting);
            else if (!reads.computeIfAbsent(reader.get(), OwnReads::new).add(waiting.entry)) {
                add(seal.seal(reads.remove(reader.get())));
                reads.computeIfAbsent(reader.get(), OwnReads::new).add(waiting.entry);
            }
        }
        for (var group : reads.values()) add(seal.seal(group));
        for (var waiting : others) {
            var line = add(seal.seal(waiting.entry, waiting.key));
            if (waiting.isDurable) durable.put(line, waiting);
        }
    }

    private List<Waiting> drawn() {
        queueing.lock();
        try {
            var drawn = List.copyOf(queue);
            queue.clear();
            return drawn;
        } finally {
            queueing.unlock();
        }
    }

    private Ready add(Line.Written line) {
        var one = new Ready(line.bytes(), line.count());
        ready.add(one);
        return one;
    }

    /** Nothing was said for long: what could be lost with this process is nothing, and the ledger says so. */
    private void rest() {
        writing.lock();
        try {
            if (waiting() == 0) writer.close();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what waits, and says that nothing was lost. */
    @Override
    public void close() {
        flusher.ifPresent(Flusher::close);
        try {
            flush();
            rest();
        } catch (UpstreamException failure) {
            LOG.error("the ledger could not be closed, and lacks {} entries: {}", waiting(), failure.getMessage());
        }
    }
}
