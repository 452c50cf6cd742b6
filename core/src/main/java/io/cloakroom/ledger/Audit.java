package io.cloakroom.ledger;

import io.cloakroom.ledger.Checkpoint.Head;
import io.cloakroom.ledger.Finding.Damage;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks through all shards, and holds them to checkpoints. */
public final class Audit {
    private static final int PAGE = 50;

    private final LedgerStore store;
    private final Consumer<Progress> progress;

    public Audit(LedgerStore store, Consumer<Progress> progress) {
        this.store = store;
        this.progress = progress;
    }

    /** How far a look has come. */
    public record Progress(int shard, long lines) {}

    /**
     * What was found.
     *
     * @param shards those that hold something
     */
    public record Report(List<Head> shards, List<Finding> findings) {
        public Report {
            shards = List.copyOf(shards);
            findings = List.copyOf(findings);
        }

        public long lines() {
            return shards.stream().mapToLong(Head::size).sum();
        }

        public boolean isWhole() {
            return findings.stream().noneMatch(Damage.class::isInstance);
        }
    }

    /**
     * Looks through everything from the beginning.
     *
     * @param known checkpoints that the ledger must agree with
     * @param seal to try what no checkpoint knows yet
     * @param isMending whether to put back pointers that are missing
     * @throws UpstreamException if the store cannot be used now
     */
    public Report look(List<Checkpoint> known, Optional<EntrySeal> seal, boolean isMending, Instant now) {
        var heads = new ArrayList<Head>();
        var findings = new ArrayList<Finding>();
        var writers = new Writers();
        var pointing = new Pointing(store);
        for (var shard = 0; shard < Batch.SHARDS_MAX; shard++) {
            var audit = new ShardAudit(shard, new Frontier(), 0, known, seal, writers);
            walk(shard, 0, batch -> {
                audit.take(batch);
                if (isMending) pointing.point(batch, batch.parsed());
            });
            var edge = audit.edge();
            if (edge.size() > 0) heads.add(new Head(shard, edge.size(), edge.root()));
            findings.addAll(audit.damages());
        }
        findings.addAll(writers.findings(now));
        return new Report(heads, findings);
    }

    /** Every batch of a shard from one on. */
    void walk(int shard, long from, Consumer<Batch> each) {
        var next = from;
        while (true) {
            var some = store.list(shard, next, PAGE);
            if (some.isEmpty()) return;
            some.forEach(each);
            next = some.getLast().number() + 1;
            progress.accept(new Progress(shard, Math.max(0, some.getLast().first())));
        }
    }
}
