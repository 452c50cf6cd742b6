package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Attempts;
import io.cloakroom.userpool.store.Tables;
import java.time.Duration;
import java.time.Instant;

/**
 * What can be done to one user only so often within an hour. Counted before it is done, so that many tries at one time count
 * as many. Belongs inside a transaction.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Cognito, quotas</a>
 */
public enum HourlyLimit {
    CHANGE_PASSWORD(5);

    private static final Duration HOUR = Duration.ofHours(1);

    private final int most;

    HourlyLimit(int most) {
        this.most = most;
    }

    /**
     * @param subject a user's sub, or what stands for a name that nobody has
     * @return false if the hour's number is used up: it must not be done
     */
    public boolean count(Tables tables, String poolId, String subject, Instant now) {
        var counted = tables.attempts()
                .find(poolId, subject, name())
                .filter(count -> now.isBefore(count.since().plus(HOUR)))
                .orElse(new Attempts.Count(now, 0));
        if (counted.count() >= most) return false;
        var next = new Attempts.Count(counted.since(), counted.count() + 1);
        tables.attempts().put(poolId, subject, name(), next, now.minus(HOUR));
        return true;
    }
}
