package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * How long a record is kept after it was last written.
 *
 * @param time a period of the calendar or a duration, at least a day and at most 100 years
 */
public record Retention(TemporalAmount time) {
    static final String FORM = "how long, such as P2Y, P18M or P30D, from a day to 100 years";

    private static final Instant ANY_DAY = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LEAST = ANY_DAY.plus(Duration.ofDays(1));
    private static final Instant MOST =
            ANY_DAY.atOffset(ZoneOffset.UTC).plusYears(100).toInstant();

    public Retention {
        require(isWithin(time), "retention", FORM);
    }

    private static boolean isWithin(TemporalAmount time) {
        try {
            var end = after(ANY_DAY, time);
            return !end.isBefore(LEAST) && !end.isAfter(MOST);
        } catch (DateTimeException | ArithmeticException farOff) {
            return false;
        }
    }

    /** @return empty if the text is not of the form {@value #FORM} */
    static Optional<Retention> parse(String text) {
        return amount(text).filter(Retention::isWithin).map(Retention::new);
    }

    private static Optional<TemporalAmount> amount(String text) {
        try {
            return Optional.of(text.contains("T") ? Duration.parse(text) : Period.parse(text));
        } catch (DateTimeException notOfItsForm) {
            return Optional.empty();
        }
    }

    /** When what was written then has been kept long enough. */
    public Instant endOf(Instant writtenAt) {
        return after(writtenAt, time);
    }

    private static Instant after(Instant moment, TemporalAmount time) {
        return moment.atOffset(ZoneOffset.UTC).plus(time).toInstant();
    }
}
