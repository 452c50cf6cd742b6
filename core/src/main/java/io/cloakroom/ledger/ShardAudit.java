package io.cloakroom.ledger;

import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.Finding.Damage;
import io.cloakroom.ledger.Writers.Writer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through one shard, batch by batch, and builds its tree anew. */
final class ShardAudit {
    private static final int IDS_MAX = 1_000_000;
    private static final int DAMAGES_MAX = 20;

    private final int shard;
    private final Frontier edge;
    private final List<Checkpoint> known;
    private final Optional<EntrySeal> seal;
    private final Set<Damage> damages = new LinkedHashSet<>();
    private final Set<Long> ids = new HashSet<>();
    private final Writers writers;
    private Optional<Writer> current = Optional.empty();
    private long next;
    private boolean isMarked;

    /**
     * @param edge of what was looked at before
     * @param next the number of the batch behind it
     * @param known checkpoints that the shard must agree with
     * @param seal to try what no checkpoint knows yet; empty to try none
     * @param writers learns who has written here
     */
    ShardAudit(int shard, Frontier edge, long next, List<Checkpoint> known, Optional<EntrySeal> seal, Writers writers) {
        this.shard = shard;
        this.edge = edge;
        this.next = next;
        this.known = known;
        this.seal = seal;
        this.writers = writers;
    }

    void take(Batch batch) {
        if (batch.number() != next) damage(next, missing(batch.number() - next));
        if (batch.first() != edge.size()) {
            var found = "it says that " + batch.first() + " lines stand before it, and there are " + edge.size()
                    + ": something was taken out, put in or put elsewhere";
            damage(batch.number(), found);
        }
        next = batch.number() + 1;
        isMarked = seal.isEmpty() || seal.get().isMarked(batch);
        if (!isMarked) damage(batch.number(), "it was changed or put there by somebody who has not this keyset");
        var lines = batch.lines();
        if (lines.isEmpty()) damage(batch.number(), "it cannot be read");
        for (var line : lines.orElse(List.of())) take(batch, line);
    }

    private static String missing(long count) {
        return count == 1 ? "it is missing" : "it is missing, and " + (count - 1) + " behind it";
    }

    private void take(Batch batch, byte[] bytes) {
        edge.add(Merkle.leaf(bytes));
        compare();
        var line = Line.parse(bytes);
        if (line.isEmpty()) damage(batch.number(), "a line in it cannot be read");
        line.ifPresent(read -> take(batch, read));
    }

    /** At the sizes that checkpoints know, the tree must be theirs. */
    private void compare() {
        for (var checkpoint : known) {
            checkpoint
                    .head(shard)
                    .filter(head -> head.size() == edge.size() && !head.root().equals(edge.root()))
                    .ifPresent(head -> damages.add(new Damage(
                            "shard " + shard,
                            "its first " + head.size() + " lines are not those that were signed at "
                                    + checkpoint.at())));
        }
    }

    private void take(Batch batch, Line line) {
        switch (line) {
            case Line.Lease lease -> current = Optional.of(writers.begin(shard, lease));
            case Line.Close close -> writers.end(shard, close);
            case Line.Written written -> {
                current.ifPresent(writer -> writer.wrote(written));
                check(batch, written);
            }
        }
    }

    private void check(Batch batch, Line.Written line) {
        if (ids.size() < IDS_MAX && !ids.add(line.id())) damage(batch.number(), "a line in it stood before already");
        var isKnown = known.stream()
                .flatMap(checkpoint -> checkpoint.head(shard).stream())
                .anyMatch(head -> edge.size() <= head.size());
        if (isKnown || seal.isEmpty() || !isMarked) return;
        if (seal.get().open(line) instanceof Opened.Unreadable) {
            damage(batch.number(), "a line in it does not open: it was changed, or comes from elsewhere");
        }
    }

    private void damage(long number, String what) {
        if (damages.size() < DAMAGES_MAX) damages.add(new Damage("shard " + shard + ", item " + number, what));
    }

    /** All of the shard has been taken. */
    List<Damage> damages() {
        var cuts = known.stream()
                .flatMap(
                        checkpoint -> checkpoint
                                .head(shard)
                                .filter(head -> head.size() > edge.size())
                                .map(head -> cut(checkpoint, head))
                                .stream());
        return Stream.concat(damages.stream(), cuts).toList();
    }

    private Damage cut(Checkpoint checkpoint, Checkpoint.Head head) {
        var what = edge.size() == 0 ? "it is gone" : "its end was cut off";
        return new Damage(
                "shard " + shard,
                what + ": " + head.size() + " lines were signed at " + checkpoint.at() + ", and there are "
                        + edge.size());
    }

    Frontier edge() {
        return edge;
    }

    /** The number of the batch that would come next. */
    long next() {
        return next;
    }
}
