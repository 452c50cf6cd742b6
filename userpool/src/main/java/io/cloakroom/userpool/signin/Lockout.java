package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Lockouts.Failures;
import io.cloakroom.userpool.store.Tables;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes guessing slow: from the fifth wrong password in a row on, each one locks the user for twice as long as the one
 * before, from 1 s to 15 min. Tries while locked do not count; 15 quiet minutes clear the count.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html">Cognito, failed sign-in
 *     attempts</a>
 */
final class Lockout {
    static final Duration QUIET = Duration.ofMinutes(15);

    private static final int FREE_FAILURES = 4;
    private static final int DOUBLINGS_MAX = 10;
    private static final Duration LOCK_MOST = Duration.ofMinutes(15);

    private Lockout() {}

    /**
     * Counts a try as failed before its password is looked at, so that many guesses at one time count as many. {@link
     * #clear} takes it back.
     *
     * @return false if locked: the try must not be made
     */
    static boolean count(Tables tables, String poolId, String subject, Instant now) {
        var earlier = tables.lockouts().find(poolId, subject).filter(failures -> isRecent(failures, now));
        if (earlier.isPresent() && now.isBefore(lockedUntil(earlier.get()))) return false;
        var failures = earlier.map(Failures::failures).orElse(0) + 1;
        tables.lockouts().put(poolId, subject, new Failures(failures, now), now.minus(QUIET));
        return true;
    }

    static void clear(Tables tables, String poolId, String subject) {
        tables.lockouts().clear(poolId, subject);
    }

    private static boolean isRecent(Failures failures, Instant now) {
        return now.isBefore(failures.last().plus(QUIET)) || now.isBefore(lockedUntil(failures));
    }

    private static Instant lockedUntil(Failures failures) {
        return failures.last().plus(lock(failures.failures()));
    }

    /** How long the n-th failure in a row locks. */
    static Duration lock(int failures) {
        if (failures <= FREE_FAILURES) return Duration.ZERO;
        var doublings = Math.min(failures - FREE_FAILURES - 1, DOUBLINGS_MAX);
        var lock = Duration.ofSeconds(1L << doublings);
        return lock.compareTo(LOCK_MOST) > 0 ? LOCK_MOST : lock;
    }
}
