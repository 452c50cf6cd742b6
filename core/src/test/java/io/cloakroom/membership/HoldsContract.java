package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static io.cloakroom.membership.Facts.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.Holds.Count;
import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Holds} must keep. */
public abstract class HoldsContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Membership GOLD = held("mp:1", "memberpress:13", Status.ACTIVE, Term.lifetime());

    /** An empty store. */
    protected abstract Holds store();

    @Test
    void count_sameHour_adds() {
        var holds = store();
        assertThat(holds.count(DEMO, 100, new Count(3, 1))).isEqualTo(new Count(3, 1));
        assertThat(holds.count(DEMO, 100, new Count(2, 0))).isEqualTo(new Count(5, 1));
        assertThat(holds.count(OTHER, 100, new Count(1, 1))).isEqualTo(new Count(1, 1));
    }

    @Test
    void count_nextHour_beginsAnew() {
        var holds = store();
        holds.count(DEMO, 100, new Count(3, 1));
        assertThat(holds.count(DEMO, 101, new Count(2, 2))).isEqualTo(new Count(2, 2));
    }

    @Test
    void count_hourBehindAnotherGateways_countsInTheLater() {
        var holds = store();
        holds.count(DEMO, 101, new Count(3, 1));
        assertThat(holds.count(DEMO, 100, new Count(2, 2))).isEqualTo(new Count(5, 3));
    }

    @Test
    void count_manyAtOnce_losesNone() {
        var holds = store();
        IntStream.range(0, 20).parallel().forEach(_ -> holds.count(DEMO, 100, new Count(2, 1)));
        assertThat(holds.count(DEMO, 100, Count.NONE)).isEqualTo(new Count(40, 20));
    }

    @Test
    void hold_twice_keepsTheFirst() {
        var holds = store();
        assertThat(holds.standing(DEMO).hold()).isEmpty();
        holds.hold(DEMO, new Hold("too much", NOON));
        holds.hold(DEMO, new Hold("far too much", NOON.plusSeconds(1)));
        assertThat(holds.standing(DEMO).hold()).contains(new Hold("too much", NOON));
        assertThat(holds.standing(OTHER).hold()).isEmpty();
    }

    @Test
    void release_held_believesAndCountsAnew() {
        var holds = store();
        holds.count(DEMO, 100, new Count(3, 1));
        holds.noteHighest(DEMO, 9);
        holds.hold(DEMO, new Hold("too much", NOON));
        holds.release(DEMO);
        assertThat(holds.standing(DEMO)).isEqualTo(new Holds.Standing(Optional.empty(), 9));
        assertThat(holds.count(DEMO, 100, new Count(1, 1))).isEqualTo(new Count(1, 1));
    }

    @Test
    void release_notHeld_isNoFault() {
        var holds = store();
        holds.release(DEMO);
        assertThat(holds.standing(DEMO)).isEqualTo(new Holds.Standing(Optional.empty(), 0));
    }

    @Test
    void noteHighest_lower_changesNothing() {
        var holds = store();
        holds.noteHighest(DEMO, 9);
        holds.noteHighest(DEMO, 8);
        assertThat(holds.standing(DEMO).highest()).isEqualTo(9);
    }

    @Test
    void keepAside_severalOfAUser_keepsTheNewest() {
        var holds = store();
        holds.keepAside(snapshot(DEMO, "17", 5, GOLD));
        holds.keepAside(snapshot(DEMO, "17", 7));
        holds.keepAside(snapshot(DEMO, "17", 6, GOLD));
        assertThat(holds.aside(DEMO, Optional.empty(), 10)).containsExactly(snapshot(DEMO, "17", 7));
        assertThat(holds.aside(OTHER, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aside_inPages_givesEveryUserOnce() {
        var holds = store();
        for (var user : new String[] {"c", "a", "d", "b"}) holds.keepAside(snapshot(DEMO, user, 1, GOLD));
        assertThat(holds.aside(DEMO, Optional.empty(), 3))
                .extracting(Snapshot::user)
                .containsExactly("a", "b", "c");
        assertThat(holds.aside(DEMO, Optional.of("c"), 3))
                .extracting(Snapshot::user)
                .containsExactly("d");
    }

    @Test
    void letGo_newerTookItsPlace_keepsThat() {
        var holds = store();
        var old = snapshot(DEMO, "17", 5, GOLD);
        holds.keepAside(old);
        holds.keepAside(snapshot(DEMO, "17", 6));
        holds.letGo(old);
        assertThat(holds.aside(DEMO, Optional.empty(), 10)).hasSize(1);
        holds.letGo(snapshot(DEMO, "17", 6));
        assertThat(holds.aside(DEMO, Optional.empty(), 10)).isEmpty();
    }
}
