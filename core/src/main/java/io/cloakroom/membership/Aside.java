package io.cloakroom.membership;

import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.site.SiteId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What staff do with a site that is held. */
public final class Aside {
    private final FactStore store;
    private final Clock clock;

    public Aside(FactStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** From now on, what the site says is kept aside. */
    public void hold(SiteId site) {
        store.hold(site, new Hold("by staff", clock.instant()));
    }

    /** What is kept aside, read as it is asked for, by user. */
    public Stream<Snapshot> all(SiteId site) {
        return Stream.iterate(page(site, Optional.empty()), page -> !page.isEmpty(), page -> page(site, last(page)))
                .flatMap(List::stream);
    }

    /**
     * Believes the site again, and takes what was kept aside; where something newer is stored, that stays. Killed on the way,
     * it can be said again.
     *
     * @param before told of each before it is taken
     * @return how many were taken
     */
    public int release(SiteId site, Consumer<Snapshot> before) {
        // First, so that nothing more is kept aside while this goes on.
        store.release(site);
        return emptied(site, before, snapshot -> {
            store.noteHighest(site, snapshot.sequence());
            return store.put(snapshot);
        });
    }

    /**
     * Forgets what was kept aside. The site stays held: who discards does not believe it.
     *
     * @param before told of each before it is forgotten
     * @return how many were forgotten
     */
    public int discard(SiteId site, Consumer<Snapshot> before) {
        return emptied(site, before, _ -> true);
    }

    private int emptied(SiteId site, Consumer<Snapshot> before, Predicate<Snapshot> work) {
        return Math.toIntExact(all(site)
                .filter(snapshot -> {
                    before.accept(snapshot);
                    var isDone = work.test(snapshot);
                    store.letGo(snapshot);
                    return isDone;
                })
                .count());
    }

    private List<Snapshot> page(SiteId site, Optional<String> after) {
        return store.aside(site, after, Holds.LIST_MAX);
    }

    private static Optional<String> last(List<Snapshot> page) {
        return Optional.of(page.getLast().user());
    }
}
