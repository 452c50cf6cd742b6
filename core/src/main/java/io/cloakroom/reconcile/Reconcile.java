package io.cloakroom.reconcile;

import io.cloakroom.membership.FactReader;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Intake;
import io.cloakroom.membership.Intake.Outcome;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.reconcile.SiteUsers.Answer;
import io.cloakroom.site.Site;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Walks all users of a site and compares. To mend is to take what the site says now through the same intake as everything
 * else, ceilings included: a site gone bad gains nothing by waiting to be asked.
 *
 * <p>One process at a time mends a site. Where it stops, the next one goes on.
 */
public final class Reconcile {
    /** Longer than one page may take. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** After this, a walk that was stopped begins anew. */
    static final Duration RESUMED_WITHIN = Duration.ofHours(12);

    /** More pages than any site has: who names a next one for ever is not followed. */
    static final int PAGES_MAX = 100_000;

    private final FactStore store;
    private final Intake intake;
    private final SiteUsers users;
    private final Clock clock;

    public Reconcile(FactStore store, Intake intake, SiteUsers users, Clock clock) {
        this.store = store;
        this.intake = intake;
        this.users = users;
        this.clock = clock;
    }

    /** Sees a walk go on. */
    @FunctionalInterface
    public interface Watcher {
        /** @param drift of the page that was just compared */
        void seen(Sum sum, OptionalLong total, List<Drift> drift);
    }

    /**
     * How a walk went.
     *
     * @param drifted users of whom something else was stored; {@code mended} of them, and {@code held}
     * @param unreadable facts that are malformed
     * @param isResumed whether it went on where an earlier one had stopped; the counts then include that one's users
     */
    public record Sum(long seen, long drifted, long mended, long held, long unreadable, boolean isResumed) {
        Sum plus(long users, long notReadable, List<Drift> drift) {
            return new Sum(
                    seen + users,
                    drifted + drift.size(),
                    mended + count(drift, Outcome.TAKEN),
                    held + count(drift, Outcome.HELD),
                    unreadable + notReadable,
                    isResumed);
        }

        private static long count(List<Drift> drift, Outcome outcome) {
            return drift.stream()
                    .filter(one -> one.outcome().filter(outcome::equals).isPresent())
                    .count();
        }
    }

    /** How a walk ended. */
    public sealed interface Result {
        record Done(Sum sum) implements Result {}

        /** Another process mends this site. */
        record Busy(Instant until) implements Result {}

        /** The site says so much that the intake takes no more in this hour. */
        record Stopped(Sum sum) implements Result {}
    }

    /** Compares and changes nothing. */
    public Result look(Site site, Watcher watcher) {
        return new Way(site, Optional.empty(), watcher).walk();
    }

    /** @param holder names this process among those that could do it */
    public Result mend(Site site, String holder, Watcher watcher) {
        return new Way(site, Optional.of(holder), watcher).walk();
    }

    /** Compares and mends one user. */
    public Sum mend(Site site, String user) {
        var none = new Sum(0, 0, 0, 0, 0, false);
        var answer = users.user(site, user, store.standing(site.id()).highest());
        if (!(answer instanceof Answer.Page page)) throw new Malformed("site", "does not know such a question");
        var facts = readable(page).stream()
                .filter(snapshot -> snapshot.user().equals(user))
                .toList();
        var drift = drift(site, facts);
        var mended = mended(site, drift).orElse(drift);
        return none.plus(facts.size(), page.facts().size() - facts.size(), mended);
    }

    private static List<Snapshot> readable(Answer.Page page) {
        var readable = new ArrayList<Snapshot>();
        for (var fact : page.facts()) {
            if (fact instanceof FactReader.Reading.Read(var snapshot)) readable.add(snapshot);
        }
        return readable;
    }

    private List<Drift> drift(Site site, List<Snapshot> facts) {
        var stored = store.allOf(
                site.id(), facts.stream().map(Snapshot::user).distinct().toList());
        return facts.stream()
                .filter(fact -> !isStored(fact, stored))
                .map(fact -> new Drift(fact, Optional.ofNullable(stored.get(fact.user())), Optional.empty()))
                .toList();
    }

    private static boolean isStored(Snapshot fact, Map<String, Snapshot> stored) {
        var before = stored.get(fact.user());
        return before == null ? fact.memberships().isEmpty() : fact.saysTheSameAs(before);
    }

    /** @return empty if the intake takes no more now */
    private Optional<List<Drift>> mended(Site site, List<Drift> drift) {
        var mended = new ArrayList<Drift>();
        while (mended.size() < drift.size()) {
            var left = drift.subList(mended.size(), drift.size());
            var facts = left.stream().map(Drift::atSite).toList();
            switch (intake.take(site.id(), site.facts().ceilings(), facts)) {
                case Intake.Answer.Wait _ -> {
                    return Optional.empty();
                }
                case Intake.Answer.Told(var outcomes) -> {
                    for (var i = 0; i < outcomes.size(); i++) mended.add(with(left.get(i), outcomes.get(i)));
                }
            }
        }
        return Optional.of(mended);
    }

    private static Drift with(Drift drift, Outcome outcome) {
        return new Drift(drift.atSite(), drift.stored(), Optional.of(outcome));
    }

    /** One walk. */
    private final class Way {
        private final Site site;
        private final Optional<String> holder;
        private final Watcher watcher;
        private final long afterSequence;
        private final Optional<Walk> before;
        private Instant begunAt;
        private Optional<String> cursor = Optional.empty();
        private Sum sum = new Sum(0, 0, 0, 0, 0, false);

        Way(Site site, Optional<String> holder, Watcher watcher) {
            this.site = site;
            this.holder = holder;
            this.watcher = watcher;
            this.afterSequence = store.standing(site.id()).highest();
            this.before = holder.flatMap(_ -> store.walk(site.id()));
            this.begunAt = clock.instant();
            before.filter(this::canGoOn).ifPresent(this::goOn);
        }

        private boolean canGoOn(Walk walk) {
            return walk.cursor().isPresent() && begunAt.isBefore(walk.begunAt().plus(RESUMED_WITHIN));
        }

        private void goOn(Walk walk) {
            cursor = walk.cursor();
            begunAt = walk.begunAt();
            sum = new Sum(walk.seen(), walk.drifted(), 0, 0, 0, true);
        }

        Result walk() {
            if (!step(LEASE, endedBefore())) return busy();
            for (var pages = 0; pages < PAGES_MAX; pages++) {
                var page = page();
                var facts = readable(page);
                var drift = drift(site, facts);
                var mended = holder.isPresent() ? mended(site, drift) : Optional.of(drift);
                if (mended.isEmpty()) return new Result.Stopped(sum);
                sum = sum.plus(facts.size(), page.facts().size() - facts.size(), mended.get());
                watcher.seen(sum, page.total(), mended.get());
                if (page.next().equals(cursor) && cursor.isPresent()) throw new Malformed("site", "goes in circles");
                cursor = page.next();
                if (cursor.isEmpty()) return done();
                if (!step(LEASE, endedBefore())) return busy();
            }
            throw new Malformed("site", "has no last page");
        }

        private Result done() {
            step(Duration.ZERO, Optional.of(clock.instant()));
            return new Result.Done(sum);
        }

        private Result busy() {
            return new Result.Busy(store.walk(site.id()).map(Walk::until).orElseGet(clock::instant));
        }

        private Optional<Instant> endedBefore() {
            return before.flatMap(Walk::endedAt);
        }

        /** A site that was set up anew does not know a cursor of before. */
        private Answer.Page page() {
            return switch (users.page(site, cursor, afterSequence)) {
                case Answer.Page page -> page;
                case Answer.BadCursor _ -> {
                    if (!sum.isResumed()) throw new Malformed("site", "does not know the cursor that it gave");
                    cursor = Optional.empty();
                    sum = new Sum(0, 0, 0, 0, 0, false);
                    if (users.page(site, cursor, afterSequence) instanceof Answer.Page page) yield page;
                    throw new Malformed("site", "does not know such a question");
                }
            };
        }

        private boolean step(Duration lease, Optional<Instant> endedAt) {
            if (holder.isEmpty()) return true;
            var now = clock.instant();
            var walk = new Walk(holder.get(), now.plus(lease), cursor, begunAt, sum.seen(), sum.drifted(), endedAt);
            return store.step(site.id(), walk, now);
        }
    }
}
