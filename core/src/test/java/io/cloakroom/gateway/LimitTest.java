package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.token.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitTest {
    private final SettableClock clock = new SettableClock(House.NOON);

    @Test
    void searches_ofOneOfTheStaff_areThirtyAnHour() {
        var limit = Limit.ofSearches(clock);
        for (var i = 0; i < 30; i++) assertThat(limit.exceededBy("sam")).isEmpty();

        var refused = limit.exceededBy("sam").orElseThrow();

        assertThat(refused.code()).isEqualTo(Code.RATE_LIMITED);
        assertThat(refused.cause()).contains(Cause.TOO_MANY_SEARCHES);
        assertThat(limit.exceededBy("tom")).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        assertThat(limit.exceededBy("sam")).isEmpty();
        assertThat(limit.exceededBy("sam")).isPresent();
        clock.advance(Duration.ofHours(1));
        for (var i = 0; i < 30; i++) assertThat(limit.exceededBy("sam")).isEmpty();
        assertThat(limit.exceededBy("sam")).isPresent();
    }

    @Test
    void requests_ofAMinute_areRefilledEvenly() {
        var limit = new Limit(10, Cause.TOO_MANY_OF_MEMBER, clock);
        for (var i = 0; i < 10; i++) assertThat(limit.exceededBy("ada")).isEmpty();
        assertThat(limit.exceededBy("ada")).isPresent();
        clock.advance(Duration.ofSeconds(6));
        assertThat(limit.exceededBy("ada")).isEmpty();
        assertThat(limit.exceededBy("ada")).isPresent();
    }
}
