package io.cloakroom.server;

import io.cloakroom.gateway.Problems;
import io.cloakroom.gateway.Tally;
import io.cloakroom.http.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntFunction;

/** Refusals and failures as {@code cloakroom_problems_total}, by the problem's code and its reason. */
final class Counters implements Tally {
    private static final String NAME = "cloakroom.problems";

    private final MeterRegistry metrics;

    Counters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void count(String code, String reason) {
        metrics.counter(NAME, "code", code, "reason", reason.isEmpty() ? code : reason)
                .increment();
    }

    /** What the door answers where no request came to be, counted like the gateway's own refusals. */
    IntFunction<Response> atTheDoor() {
        return status -> {
            count(Problems.codeOf(status), "status-" + status);
            return Problems.outside(status);
        };
    }
}
