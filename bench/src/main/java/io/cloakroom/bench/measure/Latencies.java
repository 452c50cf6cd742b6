package io.cloakroom.bench.measure;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many answers took. */
final class Latencies {
    private final long[] sortedNanos;

    Latencies(long[] nanos) {
        this.sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** @param share 0 to 1; the least time within which at least that share of the answers came (nearest rank) */
    Duration within(double share) {
        if (sortedNanos.length == 0) return Duration.ZERO;
        var rank = (int) Math.ceil(share * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[Math.max(0, rank - 1)]);
    }
}
