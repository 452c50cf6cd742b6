package io.cloakroom.reconcile;

import static io.cloakroom.membership.Facts.held;
import static io.cloakroom.membership.Facts.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.membership.FakeFactStore;
import io.cloakroom.membership.Intake;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.reconcile.Reconcile.Result;
import io.cloakroom.reconcile.Reconcile.Sum;
import io.cloakroom.reconcile.SmallSite.Manners;
import io.cloakroom.seal.Keys;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcileTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Sum NONE = new Sum(0, 0, 0, 0, 0, false);

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeFactStore store = new FakeFactStore();
    private final SmallSite small = new SmallSite(clock, Keys.signature().publicKey());
    private final Reconcile reconcile =
            new Reconcile(store, new Intake(store, clock), new HttpSiteUsers(Keys.signature(), clock), clock);
    private final List<Drift> drift = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (var user = 1; user <= 120; user++) small.user(user, user % 3 == 0 ? "" : "7");
    }

    @AfterEach
    void close() {
        small.close();
    }

    private Result look() {
        return reconcile.look(small.site(FactCeilings.DEFAULT), (_, _, more) -> drift.addAll(more));
    }

    private Result mend(String holder) {
        return reconcile.mend(small.site(FactCeilings.DEFAULT), holder, (_, _, more) -> drift.addAll(more));
    }

    @Test
    void look_nothingStored_showsDriftAndStoresNothing() {
        assertThat(look()).isEqualTo(new Result.Done(new Sum(120, 80, 0, 0, 0, false)));
        assertThat(drift).hasSize(80);
        assertThat(drift.getFirst().outcome()).isEmpty();
        assertThat(store.of(DEMO, "1")).isEmpty();
        assertThat(store.walk(DEMO)).isEmpty();
    }

    @Test
    void mend_nothingStored_storesAndFindsNoDriftThen() {
        assertThat(mend("a")).isEqualTo(new Result.Done(new Sum(120, 80, 80, 0, 0, false)));
        assertThat(store.of(DEMO, "1").orElseThrow().memberships()).hasSize(1);
        assertThat(look()).isEqualTo(new Result.Done(new Sum(120, 0, 0, 0, 0, false)));
        assertThat(store.walk(DEMO).flatMap(Walk::endedAt)).contains(NOON);
    }

    @Test
    void mend_somethingElseStored_mendsThatAlone() {
        mend("a");
        store.put(snapshot(DEMO, "5", 900));
        store.put(snapshot(DEMO, "6", 901, held("edd:6", "edd:8", Status.ACTIVE, Term.lifetime())));
        store.noteHighest(DEMO, 901);
        drift.clear();
        assertThat(mend("a")).isEqualTo(new Result.Done(new Sum(120, 2, 2, 0, 0, false)));
        assertThat(drift).extracting(one -> one.atSite().user()).containsExactly("5", "6");
        assertThat(store.of(DEMO, "6").orElseThrow().memberships()).isEmpty();
    }

    @Test
    void mend_siteRestoredFromABackup_numbersFromAboveWhatIsStored() {
        store.put(snapshot(DEMO, "1", 5_000));
        store.noteHighest(DEMO, 5_000);
        assertThat(mend("a")).isEqualTo(new Result.Done(new Sum(120, 80, 80, 0, 0, false)));
        assertThat(store.of(DEMO, "1").orElseThrow().sequence()).isGreaterThan(5_000);
    }

    @Test
    void mend_stoppedOnTheWay_goesOnThere() {
        small.failAfter(1);
        assertThatThrownBy(() -> mend("a")).isInstanceOf(Unavailable.class);
        small.failAfter(10);
        clock.advance(Reconcile.LEASE);
        small.questions().clear();

        assertThat(mend("b")).isEqualTo(new Result.Done(new Sum(120, 80, 46, 0, 0, true)));

        assertThat(small.questions().getFirst()).contains("\"cursor\":\"50\"");
        assertThat(store.of(DEMO, "119")).isPresent();
    }

    @Test
    void mend_stoppedLongAgo_beginsAnew() {
        small.failAfter(1);
        assertThatThrownBy(() -> mend("a")).isInstanceOf(Unavailable.class);
        small.failAfter(10);
        clock.advance(Reconcile.RESUMED_WITHIN);
        small.questions().clear();
        mend("b");
        assertThat(small.questions().getFirst()).doesNotContain("cursor");
    }

    @Test
    void mend_cursorForgotten_beginsAnewOnce() {
        small.failAfter(1);
        assertThatThrownBy(() -> mend("a")).isInstanceOf(Unavailable.class);
        small.failAfter(10);
        clock.advance(Reconcile.LEASE);
        small.behave(Manners.FORGETS_CURSORS);
        assertThatThrownBy(() -> mend("b")).isInstanceOf(Malformed.class);
    }

    @Test
    void mend_anotherProcessHasIt_isBusy() {
        var until = NOON.plusSeconds(60);
        store.step(DEMO, new Walk("other", until, Optional.empty(), NOON, 0, 0, Optional.empty()), NOON);
        assertThat(mend("a")).isEqualTo(new Result.Busy(until));
        assertThat(small.questions()).isEmpty();
    }

    @Test
    void mend_moreThanTheCeiling_isHeld() {
        var site = small.site(new FactCeilings(10_000, 10));
        var done = (Result.Done) reconcile.mend(site, "a", (_, _, _) -> {});
        assertThat(done.sum()).isEqualTo(new Sum(120, 80, 10, 70, 0, false));
        assertThat(store.standing(DEMO).hold()).isPresent();
    }

    @Test
    void mend_farMoreThanTheCeiling_stops() {
        var site = small.site(new FactCeilings(10, 10_000));
        assertThat(reconcile.mend(site, "a", (_, _, _) -> {})).isEqualTo(new Result.Stopped(NONE));
    }

    @Test
    void mend_oneUser_asksForHerAlone() {
        assertThat(reconcile.mend(small.site(FactCeilings.DEFAULT), "7")).isEqualTo(new Sum(1, 1, 1, 0, 0, false));
        assertThat(store.of(DEMO, "7").orElseThrow().memberships()).hasSize(1);
        assertThat(store.of(DEMO, "8")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Manners.class,
            names = {"HONEST", "NEVER_ENDS", "REPEATS_AN_OLD_ANSWER", "FORGETS_CURSORS"},
            mode = EnumSource.Mode.EXCLUDE)
    void mend_badManners_storesNothing(Manners manners) {
        small.behave(manners);
        assertThatThrownBy(() -> mend("a")).isInstanceOf(UpstreamException.class);
        assertThat(store.of(DEMO, "1")).isEmpty();
    }

    @Test
    void mend_oldAnswerAgain_isNotBelieved() {
        look();
        small.behave(Manners.REPEATS_AN_OLD_ANSWER);
        assertThatThrownBy(() -> mend("a")).isInstanceOf(Malformed.class).hasMessageContaining("for this question");
    }

    @Test
    void look_noLastPage_isNotFollowedInCircles() {
        small.behave(Manners.NEVER_ENDS);
        assertThatThrownBy(this::look).isInstanceOf(Malformed.class).hasMessageContaining("circles");
    }

    @Test
    void look_clockOfTheSiteFarOff_isNotBelieved() {
        clock.advance(Duration.ofMinutes(6));
        var here = new SettableClock(NOON);
        var asking = new Reconcile(store, new Intake(store, here), new HttpSiteUsers(Keys.signature(), here), here);
        assertThatThrownBy(() -> asking.look(small.site(FactCeilings.DEFAULT), (_, _, _) -> {}))
                .isInstanceOf(Malformed.class);
    }
}
