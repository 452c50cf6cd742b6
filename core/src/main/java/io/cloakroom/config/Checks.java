package io.cloakroom.config;

import java.time.Duration;

/** The checks that config records and value records make in their constructors. */
public final class Checks {
    private Checks() {}

    /**
     * @param key the setting or the thing at fault, as its owner knows it
     * @param allowed what would have been right
     * @throws IllegalArgumentException "key: allowed"; never holds the value, which may be a secret
     */
    public static void require(boolean holds, String key, String allowed) {
        if (!holds) throw new IllegalArgumentException(key + ": " + allowed);
    }

    /** Both ends belong to the range. */
    public static boolean isWithin(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** Both ends belong to the range. */
    public static boolean isWithin(long least, long value, long most) {
        return value >= least && value <= most;
    }
}
