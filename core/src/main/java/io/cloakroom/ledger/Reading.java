package io.cloakroom.ledger;

import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the ledger from its beginning, as operators do. */
public final class Reading {
    private static final int SHOWN_MAX = 100_000;

    private final Audit audit;
    private final EntrySeal seal;

    public Reading(LedgerStore store, EntrySeal seal) {
        this.audit = new Audit(store, _ -> {});
        this.seal = seal;
    }

    /**
     * A line that says what was done.
     *
     * @param line its place in its shard, from 0
     */
    public record Shown(int shard, long line, Instant at, Opened opened) {}

    /**
     * By time; the first 100,000 of each look.
     *
     * @param about whom; empty for everybody, and what is about nobody
     * @throws UpstreamException if the store cannot be used now
     */
    public List<Shown> all(Optional<MemberId> about, Instant since) {
        var shown = new ArrayList<Shown>();
        for (var shard = 0; shard < Batch.SHARDS_MAX; shard++)
            audit.walk(shard, 0, batch -> take(batch, about, since, shown));
        shown.sort(Comparator.comparing(Shown::at));
        return shown;
    }

    private void take(Batch batch, Optional<MemberId> about, Instant since, List<Shown> shown) {
        var lines = batch.parsed();
        for (var place = 0; place < lines.size() && shown.size() < SHOWN_MAX; place++) {
            var line = lines.get(place);
            if (line.isEmpty()
                    || !(line.get() instanceof Line.Written written)
                    || written.at().isBefore(since)) continue;
            if (about.isPresent() && !written.about().equals(about)) continue;
            shown.add(new Shown(batch.shard(), batch.first() + place, written.at(), seal.open(written)));
        }
    }
}
