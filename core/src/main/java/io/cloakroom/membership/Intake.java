package io.cloakroom.membership;

import io.cloakroom.membership.Holds.Count;
import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.membership.Holds.Standing;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a site says. Whatever is lost, doubled or late, what is stored of a user in the end is the last that the site
 * said of her; and a site that suddenly says too much is not believed until staff have looked.
 */
public final class Intake {
    /**
     * How far above the highest number of a site the next may be, or above the time in hundredths of a second, from which sites
     * count that keep no counter through a restored backup. So a site gone bad cannot use all numbers up.
     */
    static final long ABOVE_HIGHEST_MOST = 1_000_000;

    static final Duration ABOVE_CLOCK_MOST = Duration.ofDays(1);

    /** How many facts an hour are kept aside, in ceilings, before the site is told to wait. */
    static final int ASIDE_CEILINGS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final FactStore store;
    private final Clock clock;

    public Intake(FactStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What became of one snapshot. */
    public enum Outcome {
        TAKEN,
        /** It was told before, or says what is stored already. */
        UNCHANGED,
        /** A later one of that user is stored. */
        STALE,
        /** Kept aside until staff have looked. */
        HELD,
        /** Its sequence is none that this site can have reached. */
        REFUSED
    }

    /** What became of a batch. */
    public sealed interface Answer {
        /** @param outcomes in order; fewer than asked where the store failed after them: the rest is to be told again */
        record Told(List<Outcome> outcomes) implements Answer {
            public Told {
                outcomes = List.copyOf(outcomes);
            }
        }

        /** Far too much in this hour: nothing was taken. */
        record Wait(Duration until) implements Answer {}
    }

    /**
     * Takes a batch of one site.
     *
     * @param snapshots at most {@value FactStore#ALL_OF_MAX}
     * @throws UpstreamException if the store failed before anything was taken
     */
    public Answer take(SiteId site, FactCeilings ceilings, List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) return new Answer.Told(List.of());
        var now = clock.instant();
        var batch = new Batch(site, now, store.standing(site), known(site, snapshots));
        var more = new Count(snapshots.size(), batch.opening(snapshots));
        var counted = store.count(site, hour(now), more);
        if (counted.facts() > (long) ceilings.perHour() * ASIDE_CEILINGS) {
            batch.hold(tooManyFacts(ceilings));
            return new Answer.Wait(untilNextHour(now));
        }
        batch.factsLeft = ceilings.perHour() - (counted.facts() - more.facts());
        batch.openingsLeft = ceilings.openedPerHour() - (counted.opened() - more.opened());
        return new Answer.Told(batch.take(ceilings, snapshots));
    }

    private Map<String, Snapshot> known(SiteId site, List<Snapshot> snapshots) {
        var users = new HashSet<String>();
        snapshots.forEach(snapshot -> users.add(snapshot.user()));
        return new HashMap<>(store.allOf(site, users));
    }

    private static long hundredths(Instant moment) {
        return moment.toEpochMilli() / 10;
    }

    private static long hour(Instant now) {
        return Duration.between(Instant.EPOCH, now).toHours();
    }

    private static Duration untilNextHour(Instant now) {
        return Duration.ofHours(hour(now) + 1).minus(Duration.between(Instant.EPOCH, now));
    }

    private static String tooManyFacts(FactCeilings ceilings) {
        return "more than " + ceilings.perHour() + " facts in an hour";
    }

    private static String tooManyOpened(FactCeilings ceilings) {
        return "more than " + ceilings.openedPerHour() + " memberships opened in an hour";
    }

    /** One batch on its way, with what is known of its users as it goes on. */
    private final class Batch {
        private final SiteId site;
        private final Instant now;
        private final Map<String, Snapshot> known;
        private final long highest;
        private final long farthest;
        private boolean isHeld;
        private long factsLeft;
        private long openingsLeft;

        Batch(SiteId site, Instant now, Standing standing, Map<String, Snapshot> known) {
            this.site = site;
            this.now = now;
            this.known = known;
            this.highest = standing.highest();
            this.farthest = Math.max(highest + ABOVE_HIGHEST_MOST, hundredths(now.plus(ABOVE_CLOCK_MOST)));
            this.isHeld = standing.hold().isPresent();
        }

        /** How much the whole batch would open. */
        long opening(List<Snapshot> snapshots) {
            var then = new HashMap<>(known);
            var opened = 0L;
            for (var snapshot : snapshots) {
                var before = Optional.ofNullable(then.get(snapshot.user()));
                if (isBehind(snapshot, before) || isFarAhead(snapshot)) continue;
                opened += snapshot.opens(before, now);
                then.put(snapshot.user(), snapshot);
            }
            return opened;
        }

        List<Outcome> take(FactCeilings ceilings, List<Snapshot> snapshots) {
            var outcomes = new ArrayList<Outcome>();
            try {
                for (var snapshot : snapshots) outcomes.add(take(ceilings, snapshot));
                noteHighest(snapshots);
            } catch (UpstreamException failure) {
                if (outcomes.isEmpty()) throw failure;
                LOG.warn(
                        "facts of {}: {} of {} taken, then {}",
                        site.value(),
                        outcomes.size(),
                        snapshots.size(),
                        failure.getMessage());
            }
            return outcomes;
        }

        private Outcome take(FactCeilings ceilings, Snapshot snapshot) {
            factsLeft--;
            var before = Optional.ofNullable(known.get(snapshot.user()));
            if (before.filter(snapshot::isRepetitionOf).isPresent()) return Outcome.UNCHANGED;
            if (isBehind(snapshot, before)) return Outcome.STALE;
            if (isFarAhead(snapshot)) return Outcome.REFUSED;
            if (!snapshot.onlyCloses(before) && isHeldNow(ceilings, snapshot, before)) {
                store.keepAside(snapshot);
                return Outcome.HELD;
            }
            // Written even where it says nothing new: a late one from before it must not count as newer.
            if (!store.put(snapshot)) return Outcome.STALE;
            known.put(snapshot.user(), snapshot);
            return before.filter(snapshot::saysTheSameAs).isPresent() ? Outcome.UNCHANGED : Outcome.TAKEN;
        }

        private boolean isBehind(Snapshot snapshot, Optional<Snapshot> before) {
            return before.filter(stored -> stored.sequence() >= snapshot.sequence())
                    .isPresent();
        }

        private boolean isFarAhead(Snapshot snapshot) {
            return snapshot.sequence() > farthest;
        }

        private boolean isHeldNow(FactCeilings ceilings, Snapshot snapshot, Optional<Snapshot> before) {
            if (isHeld) return true;
            openingsLeft -= snapshot.opens(before, now);
            if (factsLeft < 0) hold(tooManyFacts(ceilings));
            else if (openingsLeft < 0) hold(tooManyOpened(ceilings));
            return isHeld;
        }

        void hold(String why) {
            if (!isHeld) LOG.warn("facts of {} are held: {}; cloakroom memberships held shows them", site.value(), why);
            store.hold(site, new Hold(why, now));
            isHeld = true;
        }

        private void noteHighest(List<Snapshot> snapshots) {
            snapshots.stream()
                    .mapToLong(Snapshot::sequence)
                    .filter(sequence -> sequence <= farthest)
                    .max()
                    .ifPresent(most -> {
                        if (most > highest) store.noteHighest(site, most);
                    });
        }
    }
}
