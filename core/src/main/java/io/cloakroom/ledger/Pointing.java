package io.cloakroom.ledger;

import io.cloakroom.ledger.Pointer.Hour;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts pointers to batches, one after the other. Where one leads to the begin of an hour already, it puts no second. */
final class Pointing {
    private static final int HOURS_MAX = 50_000;

    private final LedgerStore store;
    private final Set<Hour> hours = new HashSet<>();

    Pointing(LedgerStore store) {
        this.store = store;
    }

    void point(Batch batch, List<Optional<Line>> lines) {
        var missing = IntStream.range(0, lines.size())
                .boxed()
                .flatMap(place -> lines.get(place).flatMap(line -> Pointer.to(batch, place, line)).stream())
                .filter(pointer -> pointer.hour().filter(hours::contains).isEmpty())
                .distinct()
                .toList();
        if (missing.isEmpty()) return;
        store.point(missing);
        if (hours.size() > HOURS_MAX) hours.clear();
        missing.forEach(pointer -> pointer.hour().ifPresent(hours::add));
    }
}
