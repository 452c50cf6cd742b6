package io.cloakroom.ledger;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A store that fails when it is told to, before it has done what it was asked, or after. */
public final class FaultyLedgerStore extends FakeLedgerStore {
    public enum Fault {
        /** Nothing is done. */
        BEFORE,
        /** It is done, and the answer is lost. */
        AFTER,
        /** It is on its way, and done when {@link #arrive} is called. */
        LATE,
        /** Nothing is done, by a mistake of the store's. */
        MISTAKEN
    }

    private final UnaryOperator<Batch> mark;
    private Optional<Fault> adding = Optional.empty();
    private Runnable meanwhile = () -> {};
    private boolean isPointing = true;
    private boolean isFinding = true;
    private final List<Batch> underWay = new ArrayList<>();
    private int losses;
    int adds;

    public FaultyLedgerStore() {
        this(UnaryOperator.identity());
    }

    /** @param mark of the others who write here */
    FaultyLedgerStore(UnaryOperator<Batch> mark) {
        this.mark = mark;
    }

    /** What happens to batches from now on; empty: nothing. */
    public void failAdding(Optional<Fault> fault) {
        adding = fault;
    }

    public void failPointing(boolean isFailing) {
        isPointing = !isFailing;
    }

    public void failFinding(boolean isFailing) {
        isFinding = !isFailing;
    }

    @Override
    public synchronized Optional<Batch> find(int shard, long number) {
        if (!isFinding) throw new Unavailable("store", null);
        return super.find(shard, number);
    }

    /** Whether each of what was on its way got in. */
    List<Boolean> arrive() {
        var arrived = underWay.stream().map(super::add).toList();
        underWay.clear();
        return arrived;
    }

    /** What happens while the next batch is on its way. */
    void meanwhile(Runnable something) {
        meanwhile = something;
    }

    /** At so many batches from now on, somebody else was faster. */
    void outrun(int times) {
        losses = times;
    }

    @Override
    public synchronized boolean add(Batch batch) {
        adds++;
        var something = meanwhile;
        meanwhile = () -> {};
        something.run();
        if (losses > 0) {
            losses--;
            return !super.add(others(batch));
        }
        if (adding.isEmpty()) return super.add(batch);
        switch (adding.get()) {
            case BEFORE -> {}
            case AFTER -> super.add(batch);
            case LATE -> underWay.add(batch);
            case MISTAKEN -> throw new IllegalStateException("a mistake of the store's");
        }
        throw new Unavailable("store", null);
    }

    private Batch others(Batch batch) {
        var lease = new Line.Lease(UUID.randomUUID(), 1, Books.NOON, 0);
        return mark.apply(Batch.of(batch.shard(), batch.number(), batch.first(), List.of(lease.bytes())));
    }

    @Override
    public synchronized void point(List<Pointer> pointers) {
        if (!isPointing) throw new Unavailable("store", null);
        super.point(pointers);
    }
}
