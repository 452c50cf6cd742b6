package io.cloakroom.bench;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param row each row; whole seconds
 * @param warmUpMost before it, in pieces of a row's length, until the cost of a request falls no more
 * @param starts of the gateway, each way
 * @param pace requests a second, where a row is about waiting and not about rates
 */
record Plan(Duration row, Duration warmUpMost, int starts, int pace) {
    static final int SECONDS_DEFAULT = 8;
    static final int SECONDS_MAX = 300;

    private static final Duration WARM_UP_MOST = Duration.ofSeconds(60);
    private static final int STARTS = 7;
    private static final int PACE = 2_000;
    /** What a server that has just started bears too. */
    private static final int PACE_QUICK = 50;

    Plan {
        require(isWithin(1, row.toSeconds(), SECONDS_MAX), "--seconds", "1 to " + SECONDS_MAX);
    }

    static Plan of(int seconds) {
        return new Plan(Duration.ofSeconds(seconds), WARM_UP_MOST, STARTS, PACE);
    }

    /** Whether everything works, and no figure to be told. */
    static Plan quick() {
        return new Plan(Duration.ofSeconds(1), Duration.ofSeconds(2), 1, PACE_QUICK);
    }
}
