package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static io.cloakroom.membership.Facts.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.membership.Intake.Answer;
import io.cloakroom.membership.Intake.Outcome;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final FactCeilings HIGH = new FactCeilings(1_000_000, 1_000_000);
    private static final Membership GOLD =
            held("mp:1", "memberpress:13", Status.ACTIVE, Term.until(NOON.plus(Duration.ofDays(30))));
    private static final Membership ENDING = held("mp:1", "memberpress:13", Status.CANCELLED, GOLD.term());
    private static final Membership SILVER = held("mp:2", "memberpress:14", Status.ACTIVE, Term.lifetime());

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeFactStore store = new FakeFactStore();
    private final Intake intake = new Intake(store, clock);

    private List<Outcome> take(FactCeilings ceilings, Snapshot... snapshots) {
        return ((Answer.Told) intake.take(DEMO, ceilings, List.of(snapshots))).outcomes();
    }

    private List<Membership> stored(String user) {
        return store.of(DEMO, user).orElseThrow().memberships();
    }

    @Test
    void take_new_isTaken() {
        assertThat(take(HIGH, snapshot(DEMO, "1", 1, GOLD), snapshot(DEMO, "2", 2)))
                .containsOnly(Outcome.TAKEN);
        assertThat(stored("1")).containsExactly(GOLD);
    }

    @Test
    void take_again_isUnchanged() {
        take(HIGH, snapshot(DEMO, "1", 1, GOLD));
        assertThat(take(HIGH, snapshot(DEMO, "1", 1, GOLD))).containsExactly(Outcome.UNCHANGED);
    }

    @Test
    void take_late_isStale() {
        take(HIGH, snapshot(DEMO, "1", 2, GOLD));
        assertThat(take(HIGH, snapshot(DEMO, "1", 1))).containsExactly(Outcome.STALE);
        var another = new Snapshot(DEMO, "1", 2, List.of(), Facts.telling("another-id"));
        assertThat(take(HIGH, another)).containsExactly(Outcome.STALE);
        assertThat(stored("1")).containsExactly(GOLD);
    }

    @Test
    void take_sameWordsLater_makesOlderOnesStale() {
        take(HIGH, snapshot(DEMO, "1", 1, GOLD));
        assertThat(take(HIGH, snapshot(DEMO, "1", 3, GOLD))).containsExactly(Outcome.UNCHANGED);
        assertThat(take(HIGH, snapshot(DEMO, "1", 2))).containsExactly(Outcome.STALE);
        assertThat(stored("1")).containsExactly(GOLD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void take_shuffledDroppedAndRepeated_convergesToTheLastOfEach(int seed) {
        var random = new Random(seed);
        var told = new ArrayList<Snapshot>();
        for (var n = 1; n <= 200; n++) {
            var memberships = List.of(GOLD, ENDING, SILVER).subList(0, 3).stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .filter(membership -> !membership.equals(ENDING) || random.nextBoolean())
                    .limit(1)
                    .toList();
            var user = Integer.toString(random.nextInt(5));
            told.add(new Snapshot(DEMO, user, n, memberships, Facts.telling("shuffled-" + n)));
        }
        var delivered = new ArrayList<>(told);
        for (var n = 0; n < 100; n++) delivered.add(told.get(random.nextInt(told.size())));
        var last = IntStream.range(0, 5)
                .mapToObj(user -> told.stream()
                        .filter(one -> one.user().equals(Integer.toString(user)))
                        .reduce((_, later) -> later)
                        .orElseThrow())
                .toList();
        delivered.removeIf(one -> random.nextInt(4) == 0 && !last.contains(one));
        Collections.shuffle(delivered, random);

        while (!delivered.isEmpty()) {
            store.failAfter(random.nextInt(60));
            var batch = List.copyOf(delivered.subList(0, Math.min(1 + random.nextInt(40), delivered.size())));
            try {
                delivered
                        .subList(0, take(HIGH, batch.toArray(Snapshot[]::new)).size())
                        .clear();
            } catch (Unavailable _) {
                // Whoever got no answer tells it again.
            }
        }

        for (var one : last) assertThat(store.of(DEMO, one.user())).contains(one);
    }

    @Test
    void take_storeDiesAfterSome_tellsThose() {
        store.failAfter(2);
        var batch =
                new Snapshot[] {snapshot(DEMO, "1", 1, GOLD), snapshot(DEMO, "2", 2, GOLD), snapshot(DEMO, "3", 3, GOLD)
                };
        assertThat(take(HIGH, batch)).containsExactly(Outcome.TAKEN, Outcome.TAKEN);
        store.failAfter(3);
        assertThat(take(HIGH, batch)).containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.TAKEN);
    }

    @Test
    void take_storeDiesAtOnce_throws() {
        store.failAfter(0);
        assertThatThrownBy(() -> take(HIGH, snapshot(DEMO, "1", 1, GOLD))).isInstanceOf(Unavailable.class);
    }

    @Test
    void take_farAheadOfTheClock_isRefusedAndDoesNotUseNumbersUp() {
        var farthest = NOON.plus(Intake.ABOVE_CLOCK_MOST).toEpochMilli() / 10;
        assertThat(take(HIGH, snapshot(DEMO, "1", farthest + 1, GOLD))).containsExactly(Outcome.REFUSED);
        assertThat(store.standing(DEMO).highest()).isZero();
        assertThat(take(HIGH, snapshot(DEMO, "1", farthest, GOLD))).containsExactly(Outcome.TAKEN);
        assertThat(store.standing(DEMO).highest()).isEqualTo(farthest);
    }

    @Test
    void take_aboveTheHighest_mayGoOnWhateverTheClockSays() {
        var highest = NOON.plus(Intake.ABOVE_CLOCK_MOST).toEpochMilli() / 10;
        take(HIGH, snapshot(DEMO, "1", highest, GOLD));
        var farthest = highest + Intake.ABOVE_HIGHEST_MOST;
        assertThat(take(HIGH, snapshot(DEMO, "2", farthest + 1, GOLD))).containsExactly(Outcome.REFUSED);
        assertThat(take(HIGH, snapshot(DEMO, "2", farthest, GOLD))).containsExactly(Outcome.TAKEN);
    }

    @Test
    void take_counterOfRowsAfterOneOfTheClock_isStaleForThatUserAlone() {
        take(HIGH, snapshot(DEMO, "1", NOON.toEpochMilli() / 10, GOLD));
        assertThat(take(HIGH, snapshot(DEMO, "1", 7), snapshot(DEMO, "2", 8, GOLD)))
                .containsExactly(Outcome.STALE, Outcome.TAKEN);
    }

    @Test
    void take_lastOpeningBelowTheCeiling_isTakenAndTheNextHeld() {
        var ceilings = new FactCeilings(100, 2);
        assertThat(take(
                        ceilings,
                        snapshot(DEMO, "1", 1, GOLD),
                        snapshot(DEMO, "2", 2, GOLD),
                        snapshot(DEMO, "3", 3, GOLD)))
                .containsExactly(Outcome.TAKEN, Outcome.TAKEN, Outcome.HELD);
        assertThat(store.of(DEMO, "3")).isEmpty();
        assertThat(store.aside(DEMO, Optional.empty(), 10)).containsExactly(snapshot(DEMO, "3", 3, GOLD));
        assertThat(store.standing(DEMO).hold().map(Hold::why)).contains("more than 2 memberships opened in an hour");
    }

    @Test
    void take_nextHour_staysHeldUntilReleased() {
        var ceilings = new FactCeilings(100, 1);
        take(ceilings, snapshot(DEMO, "1", 1, GOLD), snapshot(DEMO, "2", 2, GOLD));
        clock.advance(Duration.ofHours(2));
        assertThat(take(ceilings, snapshot(DEMO, "4", 4, GOLD))).containsExactly(Outcome.HELD);
        store.release(DEMO);
        assertThat(take(ceilings, snapshot(DEMO, "5", 5, GOLD))).containsExactly(Outcome.TAKEN);
    }

    @Test
    void take_renewalAtTheCeiling_opensNothing() {
        var ceilings = new FactCeilings(100, 1);
        take(ceilings, snapshot(DEMO, "1", 1, GOLD));
        var renewed = held("mp:1", "memberpress:13", Status.ACTIVE, Term.until(NOON.plus(Duration.ofDays(60))));
        assertThat(take(ceilings, snapshot(DEMO, "1", 2, renewed))).containsExactly(Outcome.TAKEN);
    }

    @Test
    void take_held_letsThroughWhatOnlyCloses() {
        take(HIGH, snapshot(DEMO, "1", 1, GOLD, SILVER), snapshot(DEMO, "2", 2, ENDING));
        store.hold(DEMO, new Hold("by hand", NOON));
        var longer = held("mp:1", "memberpress:13", Status.CANCELLED, Term.until(NOON.plus(Duration.ofDays(31))));
        var expired = held("mp:1", "memberpress:13", Status.EXPIRED, Term.lifetime());
        assertThat(take(HIGH, snapshot(DEMO, "1", 3, longer))).containsExactly(Outcome.HELD);
        assertThat(take(HIGH, snapshot(DEMO, "1", 4, expired))).containsExactly(Outcome.HELD);
        assertThat(take(HIGH, snapshot(DEMO, "1", 5, ENDING))).containsExactly(Outcome.TAKEN);
        assertThat(take(HIGH, snapshot(DEMO, "2", 6, GOLD))).containsExactly(Outcome.HELD);
        assertThat(take(HIGH, snapshot(DEMO, "1", 7))).containsExactly(Outcome.TAKEN);
        assertThat(take(HIGH, snapshot(DEMO, "9", 8, held("x", "edd:1", Status.REVOKED, Term.lifetime()))))
                .containsExactly(Outcome.TAKEN);
    }

    @Test
    void take_factsAtTheCeiling_holdsAndThenTellsToWait() {
        var ceilings = new FactCeilings(3, 100);
        var outcomes = new ArrayList<Outcome>();
        for (var n = 1; n <= 6; n++) outcomes.addAll(take(ceilings, snapshot(DEMO, "" + n, n, GOLD)));
        assertThat(outcomes.subList(0, 3)).containsOnly(Outcome.TAKEN);
        assertThat(outcomes.subList(3, 6)).containsOnly(Outcome.HELD);
        clock.advance(Duration.ofMinutes(20));
        assertThat(intake.take(DEMO, ceilings, List.of(snapshot(DEMO, "7", 7, GOLD))))
                .isEqualTo(new Answer.Wait(Duration.ofMinutes(40)));
        assertThat(store.aside(DEMO, Optional.empty(), 10)).hasSize(3);
    }

    @Test
    void take_twoGateways_countTogether() {
        var other = new Intake(store, clock);
        var ceilings = new FactCeilings(1000, 10);
        var taken = IntStream.range(0, 40)
                .parallel()
                .mapToObj(n ->
                        (n % 2 == 0 ? intake : other).take(DEMO, ceilings, List.of(snapshot(DEMO, "u" + n, n, GOLD))))
                .filter(new Answer.Told(List.of(Outcome.TAKEN))::equals)
                .count();
        assertThat(taken).isEqualTo(10);
    }
}
