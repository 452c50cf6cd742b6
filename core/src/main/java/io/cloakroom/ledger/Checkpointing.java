package io.cloakroom.ledger;

import io.cloakroom.ledger.Checkpoint.Head;
import io.cloakroom.ledger.Finding.Damage;
import io.cloakroom.ledger.LedgerStore.Milestone;
import io.cloakroom.seal.VaultId;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes signed checkpoints, each upon the last. It reads what is new since then, and signs nothing that does not go on from
 * what was signed before.
 */
public final class Checkpointing {
    private final LedgerStore store;
    private final CheckpointKey key;
    private final VaultId vault;
    private final Clock clock;
    private final boolean isKept;

    /** @param isKept whether the store keeps it, which it takes to go on from there; else all is read each time */
    public Checkpointing(LedgerStore store, CheckpointKey key, VaultId vault, Clock clock, boolean isKept) {
        this.store = store;
        this.key = key;
        this.vault = vault;
        this.clock = clock;
        this.isKept = isKept;
    }

    public sealed interface Outcome {
        /** @param note signed, and kept in the store by now where it is to be */
        record Made(Checkpoint checkpoint, String note) implements Outcome {}

        /** The ledger does not go on from what was signed before, and nothing is signed. */
        record Refused(List<Damage> damages) implements Outcome {
            public Refused {
                damages = List.copyOf(damages);
            }
        }
    }

    /**
     * Makes the next one.
     *
     * @param shipped the last one as it was carried off, which nobody at the store can put back to an older one
     * @throws UpstreamException if the store cannot be used now, or another is made at the same time
     */
    public Outcome next(Optional<String> shipped) {
        var kept = store.lastMilestone();
        var known = new ArrayList<Checkpoint>();
        for (var note : Stream.concat(kept.map(Milestone::note).stream(), shipped.stream())
                .toList()) {
            var checkpoint = Checkpoint.read(note, key.verifier(), vault);
            if (checkpoint.isEmpty())
                return refused("the last checkpoint", "this key has not signed it for this vault");
            known.add(checkpoint.get());
        }
        var isBehind = kept.map(Milestone::note).equals(shipped) || shipped.isEmpty();
        var edges = isBehind ? kept.flatMap(one -> Edges.read(one.edges(), known.getFirst())) : Optional.<Edges>empty();
        return make(kept.map(one -> one.number() + 1).orElse(0L), known, edges.orElse(new Edges(Map.of())));
    }

    private static Outcome refused(String where, String what) {
        return new Outcome.Refused(List.of(new Damage(where, what)));
    }

    /** @param begin where every shard is gone on with; a shard that is not in it is read from its beginning */
    private Outcome make(long number, List<Checkpoint> known, Edges begin) {
        var now = clock.instant();
        var heads = new ArrayList<Head>();
        var edges = new HashMap<Integer, Edges.Edge>();
        var damages = new ArrayList<Damage>();
        for (var shard = 0; shard < Batch.SHARDS_MAX; shard++) {
            var from = begin.of(shard);
            if (isCut(shard, from)) damages.add(new Damage("shard " + shard, "its end was cut off"));
            var audit = new ShardAudit(shard, from.frontier(), from.next(), known, Optional.empty(), new Writers());
            new Audit(store, _ -> {}).walk(shard, from.next(), audit::take);
            damages.addAll(audit.damages());
            if (audit.edge().size() == 0) continue;
            heads.add(new Head(shard, audit.edge().size(), audit.edge().root()));
            edges.put(
                    shard,
                    new Edges.Edge(
                            audit.next(), audit.edge().size(), audit.edge().roots()));
        }
        return damages.isEmpty()
                ? sign(number, new Checkpoint(Checkpoint.origin(vault), now, heads), new Edges(edges))
                : new Outcome.Refused(damages);
    }

    /** What was read before is not read again; that it still ends where it ended is looked at. */
    private boolean isCut(int shard, Edges.Edge from) {
        return from.next() > 0
                && store.find(shard, from.next() - 1)
                        .filter(batch -> batch.first() + batch.parsed().size() == from.size())
                        .isEmpty();
    }

    private Outcome sign(long number, Checkpoint checkpoint, Edges edges) {
        var note = key.sign(checkpoint.text());
        if (isKept && !store.add(new Milestone(number, note, edges.text()))) throw new Unavailable("ledger", null);
        return new Outcome.Made(checkpoint, note);
    }
}
