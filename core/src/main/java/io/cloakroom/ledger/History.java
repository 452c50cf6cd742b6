package io.cloakroom.ledger;

import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger says of one member, the latest first. */
public final class History {
    /** Batches that one look into a day of own reads goes through. */
    static final int BATCHES_MAX = 50;

    private static final Duration DAY = Duration.ofDays(1);

    private final LedgerStore store;
    private final EntrySeal seal;

    public History(LedgerStore store, EntrySeal seal) {
        this.store = store;
        this.seal = seal;
    }

    /**
     * One thing in it.
     *
     * @param opened what the pointer leads to; empty for a day of own reads, which is opened by {@link #day}
     */
    public record Item(Pointer pointer, Optional<Opened> opened) {}

    /** @param next where it goes on; empty at the end */
    public record Page(List<Item> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * @param before where a page before ended; empty to begin
     * @throws UpstreamException if the store cannot be used now
     */
    public Page page(MemberId member, Optional<String> before, int limit) {
        var pointers = store.pointers(member, before, limit);
        var batches = new HashMap<String, Optional<Batch>>();
        var items = pointers.stream()
                .map(pointer -> new Item(
                        pointer, pointer.isDay() ? Optional.empty() : Optional.of(open(member, pointer, batches))))
                .toList();
        var isFull = pointers.size() == limit;
        return new Page(items, isFull ? Optional.of(pointers.getLast().key()) : Optional.empty());
    }

    private Opened open(MemberId member, Pointer pointer, Map<String, Optional<Batch>> batches) {
        var batch = batches.computeIfAbsent(
                pointer.shard() + " " + pointer.number(), _ -> store.find(pointer.shard(), pointer.number()));
        return batch.flatMap(found -> at(found, pointer.place()))
                .filter(line -> line.about().equals(Optional.of(member)))
                .map(seal::open)
                .orElseGet(() -> new Opened.Unreadable(pointer.at()));
    }

    private static Optional<Line.Written> at(Batch batch, int place) {
        var lines = batch.parsed();
        return place < lines.size()
                ? lines.get(place).filter(Line.Written.class::isInstance).map(Line.Written.class::cast)
                : Optional.empty();
    }

    private static List<Line.Written> lines(Batch batch, MemberId member) {
        return batch.parsed().stream()
                .flatMap(Optional::stream)
                .filter(Line.Written.class::isInstance)
                .map(Line.Written.class::cast)
                .filter(line -> line.about().equals(Optional.of(member)))
                .toList();
    }

    /**
     * A member's own reads of one day in one shard.
     *
     * @param next the batch to go on with; empty at the end of the day
     */
    public record Day(List<Entry> reads, Optional<Long> next) {
        public Day {
            reads = List.copyOf(reads);
        }
    }

    /**
     * @param begin of the day (UTC)
     * @param from the batch to begin with
     * @throws UpstreamException if the store cannot be used now
     */
    public Day day(MemberId member, Instant begin, int shard, long from) {
        var reads = new ArrayList<Entry>();
        var batches = store.list(shard, from, BATCHES_MAX);
        for (var batch : batches) {
            if (isBehind(batch, begin.plus(DAY))) return new Day(reads, Optional.empty());
            for (var line : lines(batch, member)) {
                if (line.form() != Line.Form.OWN_READS || !isOn(begin, line.at())) continue;
                if (seal.open(line) instanceof Opened.Read(var entries)) reads.addAll(entries);
            }
        }
        var isEnd = batches.isEmpty();
        return new Day(
                reads, isEnd ? Optional.empty() : Optional.of(batches.getLast().number() + 1));
    }

    private static boolean isOn(Instant day, Instant at) {
        return !at.isBefore(day) && at.isBefore(day.plus(DAY));
    }

    /** Clocks of two writers may differ a little; the order of batches is not that of their times. */
    private static boolean isBehind(Batch batch, Instant end) {
        return batch.parsed().stream()
                .flatMap(Optional::stream)
                .allMatch(line -> line.at().isAfter(end.plus(ShardWriter.QUIET)));
    }
}
