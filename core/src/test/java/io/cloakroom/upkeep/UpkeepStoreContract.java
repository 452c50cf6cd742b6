package io.cloakroom.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upkeep.Departures.Departure;
import io.cloakroom.upkeep.Requests.Kind;
import io.cloakroom.upkeep.Requests.Passed;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UpkeepStore} must keep. */
public abstract class UpkeepStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Instant LATER = NOON.plus(Duration.ofDays(7));
    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";

    /** An empty store. */
    protected abstract UpkeepStore store();

    /** Makes it unreadable, in the store made last, when somebody who has asked is to be erased. */
    protected abstract void spoil(MemberId member);

    private static Passed passed(SiteId site, MemberId member, Kind kind, String id) {
        return new Passed(site, member, kind, id, NOON);
    }

    private static Passed erasure(String id) {
        return passed(DEMO, ADA, Kind.ERASURE, id);
    }

    @Test
    void open_ofEachKindSiteAndMember_waitsForThatMemberAtThatSite() {
        var store = store();
        var export = passed(DEMO, ADA, Kind.EXPORT, TWO);

        assertThat(store.open(erasure(ONE), NOON)).isTrue();
        assertThat(store.open(export, NOON)).isTrue();
        assertThat(store.open(passed(OTHER, ADA, Kind.ERASURE, ONE), NOON)).isTrue();

        assertThat(store.waiting(DEMO, ADA, NOON)).containsExactlyInAnyOrder(erasure(ONE), export);
        assertThat(store.waiting(OTHER, ADA, NOON)).hasSize(1);
        assertThat(store.waiting(DEMO, EVE, NOON)).isEmpty();
    }

    @Test
    void open_theSameKindAgain_changesNothing() {
        var store = store();
        assertThat(store.isKnown(erasure(ONE), NOON)).isFalse();
        store.open(erasure(ONE), NOON);

        assertThat(store.isKnown(erasure(TWO), NOON)).isTrue();
        assertThat(store.open(erasure(ONE), NOON)).isFalse();
        assertThat(store.open(erasure(TWO), NOON)).isFalse();
        assertThat(store.waiting(DEMO, ADA, NOON)).containsExactly(erasure(ONE));
    }

    @Test
    void open_manyAtOnce_letsOneWait() throws Exception {
        var store = store();
        var wins = atOnce(() -> store.open(erasure(ONE), NOON));
        assertThat(wins).isEqualTo(1);
    }

    @Test
    void waiting_afterThirtyDays_isOverAndANewOneMayCome() {
        var store = store();
        store.open(erasure(ONE), NOON);
        var end = NOON.plus(Requests.WAITS);

        assertThat(store.waiting(DEMO, ADA, end.minusMillis(1))).hasSize(1);
        assertThat(store.waiting(DEMO, ADA, end)).isEmpty();
        assertThat(store.open(new Passed(DEMO, ADA, Kind.ERASURE, TWO, end.minusMillis(1)), end.minusMillis(1)))
                .isFalse();
        assertThat(store.open(new Passed(DEMO, ADA, Kind.ERASURE, TWO, end), end))
                .isTrue();
    }

    @Test
    void close_oneKind_takesThatAwayAndTheSameDoesNotComeBack() {
        var store = store();
        store.open(erasure(ONE), NOON);
        store.open(passed(DEMO, ADA, Kind.EXPORT, TWO), NOON);

        store.close(DEMO, ADA, Kind.ERASURE);
        store.close(DEMO, ADA, Kind.ERASURE);
        store.close(DEMO, EVE, Kind.ERASURE);

        assertThat(store.waiting(DEMO, ADA, NOON)).extracting(Passed::kind).containsExactly(Kind.EXPORT);
        assertThat(store.waiting(DEMO, EVE, NOON)).isEmpty();
        assertThat(store.open(erasure(ONE), NOON)).isFalse();
        assertThat(store.open(erasure(TWO), NOON)).isTrue();
    }

    @Test
    void count_ofAnHour_stopsAtTheMostAndBeginsAnewInTheNext() throws Exception {
        var store = store();
        assertThat(atOnce(() -> store.count(DEMO, 7, 5))).isEqualTo(5);
        assertThat(store.count(DEMO, 7, 5)).isFalse();
        assertThat(store.count(OTHER, 7, 5)).isTrue();
        assertThat(store.count(DEMO, 8, 5)).isTrue();
    }

    @Test
    void ask_once_waitsAsItWasAsked() {
        var store = store();
        assertThat(store.departure(ADA)).isEmpty();
        assertThat(store.ask(ADA, NOON, LATER)).isTrue();
        assertThat(store.ask(ADA, NOON.plusSeconds(1), LATER.plusSeconds(1))).isFalse();

        assertThat(store.departure(ADA)).contains(new Departure(ADA, NOON, LATER, false));
        assertThat(store.departure(EVE)).isEmpty();
    }

    @Test
    void keep_whileItWaits_isDoneOnce() {
        var store = store();
        assertThat(store.keep(ADA)).isFalse();
        store.ask(ADA, NOON, LATER);

        assertThat(store.keep(EVE)).isFalse();
        assertThat(store.keep(ADA)).isTrue();
        assertThat(store.keep(ADA)).isFalse();
        assertThat(store.departure(ADA)).isEmpty();
        assertThat(store.begin(ADA, "a", LATER, LATER.plusSeconds(60))).isFalse();
        assertThat(store.ask(ADA, LATER, LATER)).isTrue();
    }

    @Test
    void begin_beforeItIsDue_changesNothing() {
        var store = store();
        store.ask(ADA, NOON, LATER);

        assertThat(store.begin(ADA, "a", LATER.minusMillis(1), LATER)).isFalse();
        assertThat(store.begin(EVE, "a", LATER, LATER.plusSeconds(60))).isFalse();
        assertThat(store.departure(ADA).orElseThrow().isBegun()).isFalse();
    }

    @Test
    void begin_whenItIsDue_isHeldByOneUntilItsTimeIsOver() throws Exception {
        var store = store();
        store.ask(ADA, NOON, LATER);
        var until = LATER.plusSeconds(60);

        assertThat(store.begin(ADA, "a", LATER, until)).isTrue();
        assertThat(store.begin(ADA, "a", LATER, until)).isTrue();
        assertThat(store.begin(ADA, "b", until.minusMillis(1), until)).isFalse();
        assertThat(store.departure(ADA)).contains(new Departure(ADA, NOON, LATER, true));
        assertThat(store.keep(ADA)).isFalse();
        assertThat(store.begin(ADA, "b", until, until.plusSeconds(60))).isTrue();
        store.end(ADA);
        assertThat(store.departure(ADA)).isEmpty();
        store.end(ADA);
    }

    @Test
    void keepAndBegin_inTheSameMoment_oneOfThemWins() throws Exception {
        for (var round = 0; round < 10; round++) {
            var store = store();
            store.ask(ADA, NOON, LATER);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var keeping = threads.submit(() -> store.keep(ADA));
                var beginning = threads.submit(() -> store.begin(ADA, "a", LATER, LATER.plusSeconds(60)));
                assertThat(keeping.get()).isNotEqualTo(beginning.get());
                assertThat(store.departure(ADA).isPresent()).isEqualTo(beginning.get());
            }
        }
    }

    @Test
    void some_inPages_areEverybodyWhoHasAsked() {
        var store = store();
        for (var i = 0; i < 7; i++) store.ask(new MemberId("m" + i), NOON, LATER);
        var found = new ArrayList<Departure>();
        Optional<MemberId> after = Optional.empty();
        do {
            var some = store.some(after, 3);
            found.addAll(some.departures());
            after = some.next();
        } while (after.isPresent());

        assertThat(found)
                .extracting(departure -> departure.member().value())
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
        assertThatThrownBy(() -> store.some(Optional.empty(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.some(Optional.empty(), Departures.LIST_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void some_aSpoiltOne_isNamedAndTheOthersAreThere() {
        var store = store();
        for (var i = 0; i < 5; i++) store.ask(new MemberId("m" + i), NOON, LATER);
        spoil(new MemberId("m1"));

        assertThatThrownBy(() -> store.departure(new MemberId("m1"))).isInstanceOf(Malformed.class);
        assertThat(store.begin(new MemberId("m1"), "a", LATER, LATER)).isFalse();
        var first = store.some(Optional.empty(), 2);
        assertThat(first.spoilt()).containsExactly(new MemberId("m1"));
        assertThat(first.departures()).hasSize(1);
        var rest = store.some(first.next(), Departures.LIST_MAX);
        assertThat(rest.departures()).hasSize(3);
        assertThat(rest.next()).isEmpty();
        store.end(new MemberId("m1"));
        assertThat(store.departure(new MemberId("m1"))).isEmpty();
    }

    private static int atOnce(Callable<Boolean> attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 8).mapToObj(_ -> threads.submit(attempt)).toList();
            var wins = 0;
            for (var one : tries) wins += one.get() ? 1 : 0;
            return wins;
        }
    }
}
