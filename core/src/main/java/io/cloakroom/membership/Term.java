package io.cloakroom.membership;

import static io.cloakroom.config.Checks.require;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From when until when something is held. Every moment is of the years 1970 to 9999, so that adding to it cannot overflow.
 *
 * @param startedAt empty: since ever
 * @param periodEnd until when it is paid for; empty if the source knows no end
 * @param isLifetime without an end; a word of its own, because systems spell it in a dozen ways
 * @param renews whether it renews by itself; empty if the source does not know. Decides nothing.
 * @param trialEnd of a trial
 * @param cancelledAt decides nothing: what is cancelled is paid until its period ends
 */
public record Term(
        Optional<Instant> startedAt,
        Optional<Instant> periodEnd,
        boolean isLifetime,
        Optional<Boolean> renews,
        Optional<Instant> trialEnd,
        Optional<Instant> cancelledAt) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public Term {
        Stream.of(startedAt, periodEnd, trialEnd, cancelledAt)
                .flatMap(Optional::stream)
                .forEach(moment -> require(isMoment(moment), "moment", "of the years 1970 to 9999"));
    }

    /** Whether it opens from and until the same moments. */
    boolean isAsLongAs(Term other) {
        return startedAt.equals(other.startedAt)
                && periodEnd.equals(other.periodEnd)
                && isLifetime == other.isLifetime
                && trialEnd.equals(other.trialEnd);
    }

    public static boolean isMoment(Instant moment) {
        return !moment.isBefore(Instant.EPOCH) && !moment.isAfter(LATEST);
    }

    public static Term until(Instant end) {
        return of(Optional.of(end), false);
    }

    public static Term lifetime() {
        return of(Optional.empty(), true);
    }

    /** Of a source that knows no end and does not say "for life". */
    public static Term unknown() {
        return of(Optional.empty(), false);
    }

    private static Term of(Optional<Instant> end, boolean isLifetime) {
        return new Term(Optional.empty(), end, isLifetime, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
