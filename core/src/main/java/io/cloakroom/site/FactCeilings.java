package io.cloakroom.site;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;

/**
 * How much a site may say of its users' memberships before staff have to look: a site that was taken over shall open little.
 * Counted by the hour of the clock.
 *
 * @param perHour facts; key {@code sites.<id>.facts.per-hour}, 1 to 1,000,000, default 10,000
 * @param openedPerHour memberships that were not open before; key {@code sites.<id>.facts.opened-per-hour}, 1 to 1,000,000,
 *     default 200
 */
public record FactCeilings(int perHour, int openedPerHour) {
    public static final FactCeilings DEFAULT = new FactCeilings(10_000, 200);
    private static final int MOST = 1_000_000;

    public FactCeilings {
        require(isWithin(1, perHour, MOST), "facts.per-hour", "1 to " + MOST);
        require(isWithin(1, openedPerHour, MOST), "facts.opened-per-hour", "1 to " + MOST);
    }

    /** @param key ends with a dot */
    static FactCeilings from(Settings settings, String key) {
        return new FactCeilings(
                settings.integer(key + "per-hour", DEFAULT.perHour, 1, MOST),
                settings.integer(key + "opened-per-hour", DEFAULT.openedPerHour, 1, MOST));
    }
}
