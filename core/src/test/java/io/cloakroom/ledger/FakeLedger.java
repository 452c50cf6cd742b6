package io.cloakroom.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** In memory: a list of entries. */
public final class FakeLedger implements Ledger {
    public final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void write(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void note(Entry entry) {
        entries.add(entry);
    }
}
