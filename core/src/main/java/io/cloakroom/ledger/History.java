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
    /** Batches that one look into an hour of own reads goes through. */
    static final int BATCHES_MAX = 50;

    private static final Duration HOUR = Duration.ofHours(1);

    private final LedgerStore store;
    private final EntrySeal seal;

    public History(LedgerStore store, EntrySeal seal) {
        this.store = store;
        this.seal = seal;
    }

    /**
     * One thing in it.
     *
     * @param opened what the pointer leads to; empty for an hour of own reads, which is opened by {@link #hour}
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
        return page(member, before, limit, () -> {});
    }

    /** @param first done when it is found what there is, and before any of it is opened */
    public Page page(MemberId member, Optional<String> before, int limit, Runnable first) {
        var pointers = store.pointers(member, before, limit);
        first.run();
        var batches = new HashMap<String, Optional<Batch>>();
        var items = new ArrayList<Item>();
        for (var pointer : pointers) {
            // Of an hour's pointers the earliest leads to all.
            if (isOfSameHour(items, pointer)) items.removeLast();
            var opened = pointer.isHour() ? Optional.<Opened>empty() : Optional.of(open(member, pointer, batches));
            items.add(new Item(pointer, opened));
        }
        var isFull = pointers.size() == limit;
        return new Page(items, isFull ? Optional.of(pointers.getLast().key()) : Optional.empty());
    }

    private static boolean isOfSameHour(List<Item> items, Pointer pointer) {
        return pointer.isHour()
                && !items.isEmpty()
                && pointer.hour().equals(items.getLast().pointer().hour());
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

    /**
     * A member's own reads of one hour in one shard.
     *
     * @param isWhole false if something there cannot be read, or is gone
     * @param next the batch to go on with; empty at the end of the hour
     */
    public record Hour(List<Entry> reads, boolean isWhole, Optional<Long> next) {
        public Hour {
            reads = List.copyOf(reads);
        }
    }

    /**
     * @param begin of the hour
     * @param from the batch to begin with
     * @throws UpstreamException if the store cannot be used now
     */
    public Hour hour(MemberId member, Instant begin, int shard, long from) {
        var look = new Look(member, begin);
        for (var batch : store.list(shard, from, BATCHES_MAX)) {
            if (look.isBehind(batch)) return new Hour(look.reads, look.isWhole, Optional.empty());
            look.take(batch, from);
        }
        return new Hour(look.reads, look.isWhole, look.next);
    }

    /** A look into an hour, batch by batch. */
    private final class Look {
        private final MemberId member;
        private final Instant begin;
        private final List<Entry> reads = new ArrayList<>();
        private boolean isWhole = true;
        private Optional<Long> next = Optional.empty();

        Look(MemberId member, Instant begin) {
            this.member = member;
            this.begin = begin;
        }

        /** Clocks of two writers may differ a little; the order of batches is not that of their times. */
        boolean isBehind(Batch batch) {
            var end = begin.plus(HOUR).plus(ShardWriter.QUIET);
            var lines = batch.parsed();
            return !lines.isEmpty()
                    && lines.stream()
                            .allMatch(line ->
                                    line.filter(read -> read.at().isAfter(end)).isPresent());
        }

        void take(Batch batch, long from) {
            if (batch.number() != next.orElse(from)) isWhole = false;
            next = Optional.of(batch.number() + 1);
            var lines = batch.parsed();
            if (lines.isEmpty()) isWhole = false;
            lines.forEach(this::take);
        }

        private void take(Optional<Line> line) {
            if (line.isEmpty()) isWhole = false;
            if (line.isEmpty() || !(line.get() instanceof Line.Written written) || !isHers(written)) return;
            if (seal.open(written) instanceof Opened.Read(var entries)) reads.addAll(entries);
            else isWhole = false;
        }

        private boolean isHers(Line.Written line) {
            return line.form() == Line.Form.OWN_READS
                    && line.about().equals(Optional.of(member))
                    && !line.at().isBefore(begin)
                    && line.at().isBefore(begin.plus(HOUR));
        }
    }
}
