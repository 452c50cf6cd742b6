package io.cloakroom.ledger;

import io.cloakroom.ledger.EntrySeal.Opened;
import java.util.List;
import java.util.stream.IntStream;

/** All that a store's ledger says, for tests of those who write it. */
public final class WrittenEntries {
    private WrittenEntries() {}

    /** Every entry that can be read, shard by shard, in order. */
    public static List<Entry> of(FakeLedgerStore store, EntrySeal seal) {
        return IntStream.range(0, Batch.SHARDS_MAX)
                .boxed()
                .flatMap(shard -> List.copyOf(store.shard(shard).values()).stream())
                .flatMap(batch -> batch.parsed().stream())
                .flatMap(line -> entries(line.orElseThrow(), seal).stream())
                .toList();
    }

    private static List<Entry> entries(Line line, EntrySeal seal) {
        return line instanceof Line.Written written && seal.open(written) instanceof Opened.Read(var entries)
                ? entries
                : List.of();
    }
}
