package io.cloakroom.cli.doctor;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How far this machine's clock is from another's, by its {@code Date} header, which tells whole seconds.
 *
 * @param ahead how far ours is ahead at least; negative if it is behind
 */
record ClockReading(Duration ahead) {
    private static final Duration WARN_FROM = Duration.ofSeconds(5);
    private static final String NAME = "clock";
    private static final String ADVICE =
            "Keep this machine's clock in step (timedatectl set-ntp true), or tokens are refused that are good, and "
                    + "believed that are over.";

    /** @return empty if the answer does not tell the time */
    static Optional<ClockReading> of(HttpResponse<?> answer, Instant sentAt, Instant receivedAt) {
        return answer.headers()
                .firstValue("Date")
                .flatMap(ClockReading::parse)
                .map(date -> new ClockReading(between(date, date.plusSeconds(1), sentAt, receivedAt)));
    }

    /** The other clock stood between {@code from} and {@code to} at some instant between sending and receiving. */
    private static Duration between(Instant from, Instant to, Instant sentAt, Instant receivedAt) {
        if (sentAt.isAfter(to)) return Duration.between(to, sentAt);
        return receivedAt.isBefore(from) ? Duration.between(from, receivedAt) : Duration.ZERO;
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** @param skew what the gateway forgives */
    Diagnosis diagnose(Duration skew) {
        var distance = ahead.abs();
        if (distance.compareTo(skew) > 0) {
            return Diagnosis.fault(
                    NAME, inWords() + ", and token.clock-skew forgives " + skew.toSeconds() + " s", ADVICE);
        }
        if (distance.compareTo(WARN_FROM) > 0) return Diagnosis.warning(NAME, inWords(), ADVICE);
        return Diagnosis.good(NAME, "in step with the pool's");
    }

    private String inWords() {
        // The header tells whole seconds, so an exact figure would be a guess.
        var seconds = ahead.abs().plusMillis(500).toSeconds();
        return seconds + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the pool's";
    }
}
