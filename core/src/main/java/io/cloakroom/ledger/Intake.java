package io.cloakroom.ledger;

import io.cloakroom.ledger.OwnReads.Read;
import io.cloakroom.ledger.ShardWriter.Ready;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** What was said to a ledger and waits for the next batch. Asks nobody, so that nobody waits here for the store. */
final class Intake {
    private final ArrayDeque<Read> reads = new ArrayDeque<>();
    private final ArrayDeque<Ready> lines = new ArrayDeque<>();
    /** Entries that wait here, and those that were drawn and are not written yet. */
    private int taken;

    synchronized void add(Ready line) {
        lines.add(line);
        taken += line.count();
    }

    /** @return how many entries are taken by then; 0 if there is no room for this one */
    synchronized int note(Ready line, IntSupplier room) {
        if (taken >= room.getAsInt()) return 0;
        add(line);
        return taken;
    }

    /** @return how many entries are taken by then; 0 if there is no room for this one */
    synchronized int note(Read read, IntSupplier room) {
        if (taken >= room.getAsInt()) return 0;
        reads.add(read);
        return ++taken;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized boolean isEmpty() {
        return reads.isEmpty() && lines.isEmpty();
    }

    synchronized List<Read> reads() {
        return List.copyOf(reads);
    }

    /**
     * Takes out all lines.
     *
     * @param sealed as many of {@link #reads} are in other lines by now
     */
    synchronized List<Ready> draw(int sealed) {
        for (var i = 0; i < sealed; i++) reads.removeFirst();
        var drawn = List.copyOf(lines);
        lines.clear();
        return drawn;
    }

    synchronized void withdraw(Predicate<Ready> line) {
        lines.removeIf(line);
    }

    /** These wait no more. */
    synchronized void let(Collection<? extends Ready> some) {
        for (var line : some) taken -= line.count();
    }
}
