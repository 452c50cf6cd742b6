package io.cloakroom.bench.measure;

import java.time.Duration;

/**
 * What a load generator saw.
 *
 * @param requests that were answered
 * @param faults broken connections, time-outs, and answers with any status but 2xx and 3xx
 * @param rounds how often it began the list of requests anew
 */
public record Load(long requests, Duration took, Duration p50, Duration p99, long faults, long rounds) {

    public double perSecond() {
        return requests / (took.toNanos() / 1e9);
    }
}
