package io.cloakroom.local.terminal;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them. */
final class Sizes {
    private static final double KILO = 1000;
    private static final double MEGA = 1_000_000;

    private Sizes() {}

    /** "980 B", "12 kB", "22.4 MB". */
    static String bytes(long bytes) {
        if (bytes < KILO) return bytes + " B";
        if (bytes < MEGA) return String.format(Locale.ROOT, "%.0f kB", bytes / KILO);
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
    }

    /** "0.4 s", "59.9 s", "1 min 5 s". */
    static String time(Duration time) {
        var tenths = time.toMillis() / 100;
        if (tenths < 600) return tenths / 10 + "." + tenths % 10 + " s";
        return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
