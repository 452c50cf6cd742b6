package io.cloakroom.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The moment at which somebody asks, and what is allowed after an end.
 *
 * @param grace how long after its end a membership still opens, if it did not end for another reason than time
 * @param after how long one still opens that has run out, whatever the source calls it then: "while active or N days after"
 */
public record Moment(Instant now, Duration grace, Duration after) {
    /** How far a site's clock may be ahead of ours before something that it just sold has not begun yet. */
    static final Duration AHEAD_MOST = Duration.ofMinutes(5);

    public static Moment at(Instant now) {
        return new Moment(now, Duration.ZERO, Duration.ZERO);
    }

    boolean isBeforeStart(Optional<Instant> start) {
        return start.filter(begins -> begins.isAfter(now.plus(AHEAD_MOST))).isPresent();
    }

    /** Whether this end is to come, or lies back no further than the more generous of the two allows. */
    boolean isBeforeEnd(Optional<Instant> end) {
        var slack = grace.compareTo(after) > 0 ? grace : after;
        return end.filter(ends -> now.isBefore(ends.plus(slack))).isPresent();
    }

    boolean isShortlyAfterEnd(Optional<Instant> end) {
        return end.filter(ends -> now.isBefore(ends.plus(after))).isPresent() && !after.isZero();
    }
}
