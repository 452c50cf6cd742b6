package io.cloakroom.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.http.Headers;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets each caller ask so many times in a period. Kept in this process: with several gateways each lets as many through. */
final class Limit {
    /** Of one of the staff. */
    static final int SEARCHES_AN_HOUR = 30;

    /** A stranger who forges so many callers pushes out the oldest and gains nothing: a fresh bucket is what they had. */
    private static final int CALLERS_MAX = 100_000;

    private final int most;
    private final Duration period;
    private final Cause cause;
    private final Meter meter;
    private final Cache<String, Bucket> callers;

    /** So many a minute. */
    Limit(int most, Cause cause, Clock clock) {
        this(most, Duration.ofMinutes(1), cause, clock);
    }

    /** Searches by exact value: so few that nobody tries out all values that there may be. */
    static Limit ofSearches(Clock clock) {
        return new Limit(SEARCHES_AN_HOUR, Duration.ofHours(1), Cause.TOO_MANY_SEARCHES, clock);
    }

    private Limit(int most, Duration period, Cause cause, Clock clock) {
        this.most = most;
        this.period = period;
        this.cause = cause;
        this.meter = new Meter(clock);
        // A bucket that was not asked for a whole period is full again, and so is a new one.
        this.callers = Caffeine.newBuilder()
                .maximumSize(CALLERS_MAX)
                .expireAfterAccess(period)
                .ticker(meter::currentTimeNanos)
                .build();
    }

    /** @return what to answer if the caller asked too much, with how long to wait (RFC 9110, 10.2.3; RFC 6585, 4) */
    Optional<Problem> exceededBy(String caller) {
        var probe = callers.get(caller, _ -> full()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return Optional.empty();
        var seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        return Optional.of(Problem.of(Code.RATE_LIMITED, "Too many requests. Try again in " + words(seconds) + ".")
                .with(new Headers.Line("Retry-After", Long.toString(seconds)))
                .because(cause));
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                .withCustomTimePrecision(meter)
                .build();
    }

    private static String words(long seconds) {
        return seconds == 1 ? "a second" : seconds + " seconds";
    }

    private record Meter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
