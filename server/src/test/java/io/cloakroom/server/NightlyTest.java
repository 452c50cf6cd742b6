package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.FakeFactStore;
import io.cloakroom.membership.Intake;
import io.cloakroom.reconcile.HttpSiteUsers;
import io.cloakroom.reconcile.Reconcile;
import io.cloakroom.reconcile.SmallSite;
import io.cloakroom.reconcile.SmallSite.Manners;
import io.cloakroom.seal.Keys;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NightlyTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final Instant EVENING = Instant.parse("2026-11-25T22:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-26T04:00:00Z");

    private final SettableClock clock = new SettableClock(EVENING);
    private final FakeFactStore store = new FakeFactStore();
    private final SmallSite small = new SmallSite(clock, Keys.signature().publicKey());

    @BeforeEach
    void fill() {
        small.user(1, "7");
    }

    @AfterEach
    void close() {
        small.close();
    }

    private void look() {
        var reconcile =
                new Reconcile(store, new Intake(store, clock), new HttpSiteUsers(Keys.signature(), clock), clock);
        new Nightly(List.of(small.site(FactCeilings.DEFAULT)), store, reconcile, clock).look();
    }

    private void goTo(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    @Test
    void look_byDay_asksNothing() {
        look();
        assertThat(small.questions()).isEmpty();
    }

    @Test
    void look_byNight_mendsOnceWhateverHowManyGatewaysLook() {
        goTo(NIGHT);
        look();
        look();
        assertThat(small.questions()).hasSize(1);
        assertThat(store.of(DEMO, "1")).isPresent();
        goTo(NIGHT.plus(Duration.ofDays(1)));
        look();
        assertThat(small.questions()).hasSize(2);
    }

    @Test
    void look_siteFailed_isTriedAgainUntilTheNightIsOver() {
        goTo(NIGHT);
        small.behave(Manners.IS_GONE);
        look();
        assertThat(store.of(DEMO, "1")).isEmpty();
        small.behave(Manners.HONEST);
        clock.advance(Duration.ofMinutes(10));
        look();
        assertThat(store.of(DEMO, "1")).isPresent();
    }
}
