package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static io.cloakroom.membership.Facts.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsideTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final Membership GOLD = held("mp:1", "memberpress:13", Status.ACTIVE, Term.lifetime());

    private final FakeFactStore store = new FakeFactStore();
    private final Aside aside = new Aside(store, new SettableClock(Instant.parse("2026-11-25T12:00:00Z")));

    private final List<Snapshot> told = new ArrayList<>();

    private void keepAside(int users) {
        aside.hold(DEMO);
        for (var n = 1; n <= users; n++) store.keepAside(snapshot(DEMO, "u" + n, n, GOLD));
    }

    @Test
    void release_many_takesAllAndBelievesAgain() {
        keepAside(250);
        assertThat(aside.all(DEMO)).hasSize(250);
        assertThat(aside.release(DEMO, told::add)).isEqualTo(250);
        assertThat(told).hasSize(250);
        assertThat(store.of(DEMO, "u250")).contains(snapshot(DEMO, "u250", 250, GOLD));
        assertThat(aside.all(DEMO)).isEmpty();
        assertThat(store.standing(DEMO)).isEqualTo(new Holds.Standing(Optional.empty(), 250));
    }

    @Test
    void release_newerIsStored_keepsThat() {
        keepAside(1);
        store.put(snapshot(DEMO, "u1", 9));
        assertThat(aside.release(DEMO, _ -> {})).isZero();
        assertThat(store.of(DEMO, "u1")).contains(snapshot(DEMO, "u1", 9));
        assertThat(aside.all(DEMO)).isEmpty();
    }

    @Test
    void release_killedOnTheWay_canBeSaidAgain() {
        keepAside(10);
        store.failAfter(4);
        assertThatThrownBy(() -> aside.release(DEMO, _ -> {})).isInstanceOf(UpstreamException.class);
        store.failAfter(100);
        assertThat(aside.release(DEMO, _ -> {})).isEqualTo(6);
    }

    @Test
    void release_whereNobodyCanBeToldOfOne_takesNoneOfThat() {
        keepAside(1);
        assertThatThrownBy(() -> aside.release(DEMO, _ -> {
                    throw new Unavailable("ledger", null);
                }))
                .isInstanceOf(UpstreamException.class);
        assertThat(store.of(DEMO, "u1")).isEmpty();
        assertThat(aside.release(DEMO, _ -> {})).isEqualTo(1);
    }

    @Test
    void discard_many_forgetsThemAndStaysHeld() {
        keepAside(250);
        assertThat(aside.discard(DEMO, told::add)).isEqualTo(250);
        assertThat(told).hasSize(250);
        assertThat(store.of(DEMO, "u1")).isEmpty();
        assertThat(aside.all(DEMO)).isEmpty();
        assertThat(store.standing(DEMO).hold()).isPresent();
    }
}
