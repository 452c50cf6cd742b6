package io.cloakroom.ledger;

import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the ledger from its beginning, as operators do. */
public final class Reading {
    static final int SHOWN_MAX = 100_000;

    private final Audit audit;
    private final EntrySeal seal;
    private final int limit;

    public Reading(LedgerStore store, EntrySeal seal) {
        this(store, seal, SHOWN_MAX);
    }

    Reading(LedgerStore store, EntrySeal seal, int limit) {
        this.audit = new Audit(store, _ -> {});
        this.seal = seal;
        this.limit = limit;
    }

    /**
     * A line that says what was done.
     *
     * @param line its place in its shard, from 0
     */
    public record Shown(int shard, long line, Instant at, Opened opened) {}

    /** @param isCut there was more than one look shows */
    public record Found(List<Shown> shown, boolean isCut) {
        public Found {
            shown = List.copyOf(shown);
        }
    }

    /**
     * By time. Where there are more than 100,000 lines, those of the first shards are shown.
     *
     * @param about whom; empty for everybody, and what is about nobody
     * @param isWanted what of it is shown
     * @throws UpstreamException if the store cannot be used now
     */
    public Found all(Optional<MemberId> about, Instant since, Predicate<Opened> isWanted) {
        var shown = new ArrayList<Shown>();
        for (var shard = 0; shard < Batch.SHARDS_MAX && shown.size() <= limit; shard++) {
            audit.walk(shard, 0, batch -> {
                if (shown.size() <= limit) take(batch, about, since, isWanted, shown);
            });
        }
        var kept = shown.stream().limit(limit).sorted(Comparator.comparing(Shown::at));
        return new Found(kept.toList(), shown.size() > limit);
    }

    private void take(
            Batch batch, Optional<MemberId> about, Instant since, Predicate<Opened> isWanted, List<Shown> shown) {
        var lines = batch.parsed();
        for (var place = 0; place < lines.size(); place++) {
            if (!(lines.get(place).orElse(null) instanceof Line.Written line)) continue;
            if (line.at().isBefore(since) || (about.isPresent() && !line.about().equals(about))) continue;
            var opened = seal.open(line);
            if (isWanted.test(opened)) shown.add(new Shown(batch.shard(), batch.first() + place, line.at(), opened));
        }
    }
}
