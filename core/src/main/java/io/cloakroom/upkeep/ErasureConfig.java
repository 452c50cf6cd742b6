package io.cloakroom.upkeep;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.time.Duration;

/**
 * How members are erased who ask for it.
 *
 * @param waits how long she may change her mind; key {@code erasure.waits}, none to 30 days, default 7 days
 */
public record ErasureConfig(Duration waits) {
    private static final Duration WAITS_MOST = Duration.ofDays(30);
    private static final Duration WAITS = Duration.ofDays(7);

    public ErasureConfig {
        require(isWithin(Duration.ZERO, waits, WAITS_MOST), "erasure.waits", "PT0S to P30D");
    }

    public static ErasureConfig from(Settings settings) {
        return new ErasureConfig(settings.duration("erasure.waits", WAITS, Duration.ZERO, WAITS_MOST));
    }
}
