package io.cloakroom.ledger;

import io.cloakroom.ledger.Checkpoint.Head;
import io.cloakroom.upstream.UpstreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proofs for whoever has a checkpoint and not the ledger. Every proof is checked before it is handed out. */
public final class Proofs {
    private final LedgerStore store;

    public Proofs(LedgerStore store) {
        this.store = store;
    }

    /**
     * That a line stands where a checkpoint has signed it.
     *
     * @return as text; empty if the checkpoint knows no such line, or the ledger does not agree with it
     * @throws UpstreamException if the store cannot be used now
     */
    public Optional<String> inclusion(int shard, long line, Checkpoint checkpoint) {
        var head = checkpoint.head(shard).filter(known -> line >= 0 && line < known.size());
        if (head.isEmpty()) return Optional.empty();
        var leaves = leaves(head.get());
        if (leaves.size() <= line) return Optional.empty();
        var leaf = leaves.get((int) line);
        var proof = Merkle.inclusion((int) line, leaves);
        if (!Merkle.isIncluded(leaf, line, head.get().size(), proof, head.get().root())) return Optional.empty();
        var text = new StringBuilder(
                "line " + shard + "." + line + " of " + head.get().size() + "\n");
        text.append("leaf ").append(leaf).append('\n');
        proof.forEach(hash -> text.append(hash).append('\n'));
        return Optional.of(
                text.append("root ").append(head.get().root()).append('\n').toString());
    }

    /**
     * That every shard of one checkpoint goes on in another.
     *
     * @return as text; empty if one does not
     * @throws UpstreamException if the store cannot be used now
     */
    public Optional<String> consistency(Checkpoint older, Checkpoint newer) {
        var text = new StringBuilder();
        for (var before : older.shards()) {
            var after = newer.head(before.shard()).filter(head -> head.size() >= before.size());
            if (after.isEmpty()) return Optional.empty();
            var leaves = leaves(after.get());
            if (leaves.size() < before.size()) return Optional.empty();
            var proof = Merkle.consistency((int) before.size(), leaves);
            if (!Merkle.isConsistent(
                    before.size(),
                    before.root(),
                    after.get().size(),
                    after.get().root(),
                    proof)) {
                return Optional.empty();
            }
            text.append("shard " + before.shard() + " from " + before.size() + " to "
                    + after.get().size() + "\n");
            proof.forEach(hash -> text.append(hash).append('\n'));
        }
        return Optional.of(text.toString());
    }

    private List<Hash> leaves(Head head) {
        var leaves = new ArrayList<Hash>();
        new Audit(store, _ -> {}).walk(head.shard(), 0, batch -> {
            for (var line : batch.lines().orElse(List.of())) {
                if (leaves.size() < head.size()) leaves.add(Merkle.leaf(line));
            }
        });
        return leaves;
    }
}
