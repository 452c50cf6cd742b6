package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one shard at a time, behind whatever stands there. The log itself is the lock: a batch goes in under the next
 * number or not at all, and who comes too late goes on behind the other, or elsewhere. For one thread at a time.
 */
final class ShardWriter {
    /** How many entries a lease lets a writer take and lose. */
    static final int LEASED = 1000;
    /** A shard whose last line is older is free, whatever became of its writer. */
    static final Duration QUIET = Duration.ofMinutes(5);

    private static final int ATTEMPTS_MAX = 60;
    private static final int LOSSES_MAX = 2;
    private static final long PAUSE_NANOS = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);

    private final UUID id = UUID.randomUUID();
    private final LedgerStore store;
    private final UnaryOperator<Batch> mark;
    private final Pointing pointing;
    private final int shards;
    private final Clock clock;

    private Optional<Position> position = Optional.empty();
    /** The batch before our position is ours: what we append belongs to our lease. */
    private boolean isBehindOurs;

    /** Puts the pointers to the batch before our position; nothing once they are there. */
    private Optional<Runnable> owed = Optional.empty();

    private int turn;
    private volatile boolean isLeasing;
    /** Of our lease; negative where more was written than it said, which harms nobody. */
    private volatile int left;

    /** @param mark makes a batch ours */
    ShardWriter(LedgerStore store, UnaryOperator<Batch> mark, int shards, Clock clock) {
        this.store = store;
        this.mark = mark;
        this.pointing = new Pointing(store);
        this.shards = shards;
        this.clock = clock;
    }

    /** A line on its way; the same one only if it is this very one. */
    static class Ready {
        private final Line line;
        private final byte[] bytes;

        Ready(Line line) {
            this.line = line;
            this.bytes = line.bytes();
            require(bytes.length <= Line.BYTES_MAX, "line", "up to " + Line.BYTES_MAX + " bytes");
        }

        byte[] bytes() {
            return bytes;
        }

        /** How many entries are in it. */
        int count() {
            return line instanceof Line.Written written ? written.count() : 0;
        }
    }

    /** Where the next batch goes. */
    private record Position(int shard, long number, long first) {
        static Position behind(Batch batch, int lines) {
            return new Position(batch.shard(), batch.number() + 1, batch.first() + lines);
        }
    }

    private static List<byte[]> content(Batch batch) {
        return batch.lines().orElseThrow(() -> new Malformed("ledger", "a batch that is none"));
    }

    /** How many entries more our lease lets us take. */
    int left() {
        return left;
    }

    boolean isLeasing() {
        return isLeasing;
    }

    /**
     * Appends these lines, in one batch, and takes out of the list what is appended: also what an earlier call has appended
     * that had no answer.
     *
     * @param isLeaseWanted whether there must be a lease behind which entries may wait
     * @throws UpstreamException if it is not known of what is left whether it is appended; the same call again finds out
     */
    void append(List<Ready> lines, boolean isLeaseWanted) {
        append(lines, () -> lease(lines, isLeaseWanted));
    }

    /** @param begin a line before these, where one is needed */
    private void append(List<Ready> lines, Supplier<Optional<Ready>> begin) {
        for (var losses = 0; losses < ATTEMPTS_MAX; losses++) {
            settle();
            var at = position(losses);
            var all = Stream.concat(begin.get().stream(), lines.stream()).toList();
            if (all.isEmpty()) return;
            var content = all.stream().map(Ready::bytes).toList();
            var batch = mark.apply(Batch.of(at.shard(), at.number(), at.first(), content));
            if (store.add(batch)) {
                landed(batch, all);
                lines.clear();
                return;
            }
            giveWay(at, lines);
        }
        throw new Unavailable("ledger", null);
    }

    private Optional<Ready> lease(List<Ready> lines, boolean isWanted) {
        var entries = isWanted || isLeasing ? LEASED : 0;
        var isShort = isWanted && left - count(lines) < LEASED / 2;
        var isDue = !isBehindOurs && (isWanted || !lines.isEmpty());
        if (!isDue && !isShort) return Optional.empty();
        // Where no answer comes it may stand there all the same, and needs an end then.
        isLeasing = isLeasing || entries > 0;
        return Optional.of(new Ready(new Line.Lease(id, ++turn, clock.instant(), entries)));
    }

    private static int count(List<Ready> lines) {
        return lines.stream().mapToInt(Ready::count).sum();
    }

    private void landed(Batch batch, List<Ready> all) {
        position = Optional.of(Position.behind(batch, all.size()));
        isBehindOurs = true;
        var before = left;
        if (all.getFirst().line instanceof Line.Lease lease) {
            before = lease.entries();
            isLeasing = before > 0;
        }
        left = before - count(all);
        owed = Optional.of(() -> pointing.point(
                batch, all.stream().map(ready -> Optional.of(ready.line)).toList()));
        try {
            settle();
        } catch (UpstreamException later) {
            // The batch is the truth, and it stands. Nothing is appended behind it before these are there.
            LOG.warn("pointers into the ledger wait: {}", later.getMessage());
        }
    }

    private void settle() {
        owed.ifPresent(Runnable::run);
        owed = Optional.empty();
    }

    /** Somebody's batch stands where ours should: another writer's, or ours of a call that had no answer. */
    private void giveWay(Position at, List<Ready> lines) {
        var there = store.find(at.shard(), at.number()).orElseThrow(() -> new Malformed("ledger", "a batch vanished"));
        var landed = new HashSet<Hash>();
        for (var line : content(there)) landed.add(Hash.of(line));
        var ours = lines.stream()
                .filter(line -> landed.contains(Hash.of(line.bytes())))
                .toList();
        var stillLeft = left - count(ours);
        left = stillLeft;
        lines.removeAll(ours);
        goBehind(at.shard(), store.last(at.shard()));
    }

    private void goBehind(int shard, Optional<Batch> last) {
        position = Optional.of(
                last.map(batch -> Position.behind(batch, content(batch).size()))
                        .orElseGet(() -> new Position(shard, 0, 0)));
        isBehindOurs = false;
        // Whoever appended last may have been killed before these were there.
        owed = last.filter(batch -> !isClosed(batch)).map(batch -> () -> pointing.point(batch, batch.parsed()));
    }

    private Position position(int losses) {
        if (losses >= LOSSES_MAX)
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(losses * PAUSE_NANOS));
        if (position.isEmpty() || losses >= LOSSES_MAX) {
            choose();
            settle();
        }
        return position.orElseThrow();
    }

    /** A shard that nobody writes to lately; any, if there is none. */
    private void choose() {
        var begin = ThreadLocalRandom.current().nextInt(shards);
        for (var i = 0; i < shards; i++) {
            var shard = (begin + i) % shards;
            var last = store.last(shard);
            if (last.isEmpty() || isFree(last.get())) {
                goBehind(shard, last);
                return;
            }
        }
        goBehind(begin, store.last(begin));
    }

    private boolean isFree(Batch last) {
        var quietSince = clock.instant().minus(QUIET);
        return isClosed(last)
                || lastLine(last).filter(line -> line.at().isBefore(quietSince)).isPresent();
    }

    private static boolean isClosed(Batch batch) {
        return lastLine(batch).filter(Line.Close.class::isInstance).isPresent();
    }

    private static Optional<Line> lastLine(Batch batch) {
        return batch.lines().flatMap(lines -> Line.parse(lines.getLast()));
    }

    /** From here on nothing may wait without a new lease. */
    void takeNoMore() {
        left = 0;
    }

    /** Says that all is written that was taken; nothing, if nothing could be lost. Only after {@link #takeNoMore}. */
    void close() {
        if (!isLeasing) return;
        var close = new Ready(new Line.Close(id, ++turn, clock.instant()));
        append(new ArrayList<>(List.of(close)), Optional::empty);
        isBehindOurs = false;
        isLeasing = false;
    }

    @Override
    public String toString() {
        return "ShardWriter[" + id + ", " + left + " left]";
    }
}
