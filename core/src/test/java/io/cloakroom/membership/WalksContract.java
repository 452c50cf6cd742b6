package io.cloakroom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Walks} must keep. */
public abstract class WalksContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** An empty store. */
    protected abstract Walks store();

    private static Walk walk(String holder, Instant now, String cursor) {
        return new Walk(holder, now.plus(LEASE), Optional.of(cursor), NOON, 7, 2, Optional.of(NOON.minusSeconds(9)));
    }

    @Test
    void step_free_isKept() {
        var walks = store();
        assertThat(walks.walk(DEMO)).isEmpty();
        assertThat(walks.step(DEMO, walk("a", NOON, "c1"), NOON)).isTrue();
        assertThat(walks.walk(DEMO)).contains(walk("a", NOON, "c1"));
        assertThat(walks.walk(OTHER)).isEmpty();
    }

    @Test
    void step_ofAnother_isRefusedUntilItsTimeIsOver() {
        var walks = store();
        walks.step(DEMO, walk("a", NOON, "c1"), NOON);
        var last = NOON.plus(LEASE).minusMillis(1);
        assertThat(walks.step(DEMO, walk("b", last, "c9"), last)).isFalse();
        assertThat(walks.walk(DEMO)).contains(walk("a", NOON, "c1"));
        var over = NOON.plus(LEASE);
        assertThat(walks.step(DEMO, walk("b", over, "c9"), over)).isTrue();
        assertThat(walks.step(DEMO, walk("a", over, "c2"), over)).isFalse();
    }

    @Test
    void step_ofTheSame_goesOn() {
        var walks = store();
        walks.step(DEMO, walk("a", NOON, "c1"), NOON);
        var ended = new Walk("a", NOON, Optional.empty(), NOON, 9, 2, Optional.of(NOON));
        assertThat(walks.step(DEMO, ended, NOON)).isTrue();
        assertThat(walks.walk(DEMO)).contains(ended);
        assertThat(walks.step(DEMO, walk("b", NOON, "c1"), NOON)).isTrue();
    }

    @Test
    void step_manyAtOnce_oneGetsIt() {
        var walks = store();
        var got = IntStream.range(0, 12)
                .parallel()
                .filter(n -> walks.step(DEMO, walk("p" + n, NOON, "c"), NOON))
                .count();
        assertThat(got).isEqualTo(1);
    }
}
