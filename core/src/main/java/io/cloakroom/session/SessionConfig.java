package io.cloakroom.session;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.time.Duration;

/**
 * How long a session lasts.
 *
 * @param idle without a request; key {@code session.idle}, 1 min to 24 h, default 30 min
 * @param absolute whatever happens; key {@code session.absolute}, 5 min to 7 days, default 12 h
 */
public record SessionConfig(Duration idle, Duration absolute) {
    private static final Duration IDLE_LEAST = Duration.ofMinutes(1);
    private static final Duration IDLE_MOST = Duration.ofHours(24);
    private static final Duration ABSOLUTE_LEAST = Duration.ofMinutes(5);
    private static final Duration ABSOLUTE_MOST = Duration.ofDays(7);
    private static final Duration STAFF_IDLE_MOST = Duration.ofHours(1);
    private static final Duration STAFF_ABSOLUTE_MOST = Duration.ofHours(12);

    public SessionConfig {
        require(isWithin(IDLE_LEAST, idle, IDLE_MOST), "session.idle", "PT1M to PT24H");
        require(isWithin(ABSOLUTE_LEAST, absolute, ABSOLUTE_MOST), "session.absolute", "PT5M to P7D");
    }

    /** The same of the staff's console; keys {@code staff.idle}, default 15 min, and {@code staff.absolute}, default 8 h. */
    public static SessionConfig ofStaff(Settings settings) {
        return new SessionConfig(
                settings.duration("staff.idle", Duration.ofMinutes(15), IDLE_LEAST, STAFF_IDLE_MOST),
                settings.duration("staff.absolute", Duration.ofHours(8), ABSOLUTE_LEAST, STAFF_ABSOLUTE_MOST));
    }

    public static SessionConfig from(Settings settings) {
        return new SessionConfig(
                settings.duration("session.idle", Duration.ofMinutes(30), IDLE_LEAST, IDLE_MOST),
                settings.duration("session.absolute", Duration.ofHours(12), ABSOLUTE_LEAST, ABSOLUTE_MOST));
    }
}
