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

/** Lets each caller ask so many times a minute. Kept in this process: with several gateways each lets as many through. */
final class Limit {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** A stranger who forges so many callers pushes out the oldest and gains nothing: a fresh bucket is what they had. */
    private static final int CALLERS_MAX = 100_000;

    private final int perMinute;
    private final Cause cause;
    private final Meter meter;
    private final Cache<String, Bucket> callers;

    Limit(int perMinute, Cause cause, Clock clock) {
        this.perMinute = perMinute;
        this.cause = cause;
        this.meter = new Meter(clock);
        // A bucket that was not asked for a whole period is full again, and so is a new one.
        this.callers = Caffeine.newBuilder()
                .maximumSize(CALLERS_MAX)
                .expireAfterAccess(PERIOD)
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
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
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
