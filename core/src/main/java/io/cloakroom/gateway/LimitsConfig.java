package io.cloakroom.gateway;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;

/**
 * How much one caller may ask. A whole minute's requests may come at once; then they come back evenly.
 *
 * @param perAddress requests a minute from one address, of a site's server too; key {@code
 *     listen.requests-per-minute.address}, 10 to 10,000,000, default 1,200
 * @param perMember requests a minute for one member's records; key {@code listen.requests-per-minute.member}, 10 to
 *     10,000,000, default 300
 */
public record LimitsConfig(int perAddress, int perMember) {
    private static final int LEAST = 10;
    private static final int MOST = 10_000_000;
    private static final String KEY = "listen.requests-per-minute.";

    public LimitsConfig {
        require(isWithin(LEAST, perAddress, MOST), KEY + "address", LEAST + " to " + MOST);
        require(isWithin(LEAST, perMember, MOST), KEY + "member", LEAST + " to " + MOST);
    }

    static LimitsConfig from(Settings settings) {
        return new LimitsConfig(
                settings.integer(KEY + "address", 1_200, LEAST, MOST),
                settings.integer(KEY + "member", 300, LEAST, MOST));
    }
}
