package io.cloakroom.bench;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param row each row; whole seconds
 * @param warmUpMost before it, in pieces of a row's length, until the cost of a request has long fallen no more
 * @param starts of the gateway, each way
 * @param connections where a row is about rates
 * @param pace requests a second, where it is about waiting
 * @param tokens new ones for a warm-up, more than a gateway remembers; and for a row at least
 * @param facts that a site tells
 * @param imported records, and as many in the warm-up before them
 */
record Plan(
        Duration row, Duration warmUpMost, int starts, int connections, int pace, int tokens, int facts, int imported) {
    static final int SECONDS_DEFAULT = 8;
    static final int SECONDS_MAX = 300;

    private static final Duration WARM_UP_MOST = Duration.ofSeconds(60);
    private static final int STARTS = 7;
    private static final int CONNECTIONS = 32;
    private static final int PACE = 2_000;
    private static final int TOKENS = 50_000;
    private static final int FACTS = 10_000;
    private static final int IMPORTED = 2_000;
    private static final int FULL = 10;

    Plan {
        require(isWithin(1, row.toSeconds(), SECONDS_MAX), "--seconds", "1 to " + SECONDS_MAX);
    }

    static Plan of(int seconds) {
        return new Plan(Duration.ofSeconds(seconds), WARM_UP_MOST, STARTS, CONNECTIONS, PACE, TOKENS, FACTS, IMPORTED);
    }

    /** Ten times as many facts. */
    Plan full() {
        return new Plan(row, warmUpMost, starts, connections, pace, tokens, facts * FULL, imported);
    }

    /** Whether everything works, and no figure to be told: what a server that has just started bears on a busy machine. */
    static Plan quick() {
        return new Plan(Duration.ofSeconds(1), Duration.ofSeconds(2), 1, 4, 20, 1_000, 1_000, 200);
    }
}
