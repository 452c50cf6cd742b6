package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Attempts;
import io.cloakroom.userpool.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be done to one user only so often within an hour. Counted before it is done, so that many tries at one time count
 * as many. Belongs inside a transaction.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Cognito, quotas</a>
 */
public enum HourlyLimit {
    CHANGE_PASSWORD(5),
    CONFIRM_SIGN_UP(15),
    RESEND_CODE(5),
    FORGOT_PASSWORD(5),
    CONFIRM_FORGOT_PASSWORD(5),
    SEND_ATTRIBUTE_CODE(5),
    VERIFY_ATTRIBUTE(15),
    /** Ours: Cognito leaves it to quotas of mail and SMS. */
    SEND_SIGN_IN_CODE(30);

    private static final Duration HOUR = Duration.ofHours(1);

    private final int most;

    HourlyLimit(int most) {
        this.most = most;
    }

    /** Whether it was done, or tried, within the hour. */
    public boolean isCounted(Tables tables, String poolId, String subject, Instant now) {
        return counted(tables, poolId, subject, now).isPresent();
    }

    private Optional<Attempts.Count> counted(Tables tables, String poolId, String subject, Instant now) {
        return tables.attempts()
                .find(poolId, subject, name())
                .filter(count -> now.isBefore(count.since().plus(HOUR)));
    }

    /**
     * @param subject a user's sub, or what stands for a name that nobody has
     * @return false if the hour's number is used up: it must not be done
     */
    public boolean count(Tables tables, String poolId, String subject, Instant now) {
        var counted = counted(tables, poolId, subject, now).orElse(new Attempts.Count(now, 0));
        if (counted.count() >= most) return false;
        var next = new Attempts.Count(counted.since(), counted.count() + 1);
        tables.attempts().put(poolId, subject, name(), next, now.minus(HOUR));
        return true;
    }
}
