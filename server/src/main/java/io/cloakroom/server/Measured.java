package io.cloakroom.server;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts answers and their time by status. No label holds a path: paths come from strangers, and are without end. */
final class Measured implements Handler {
    private final Handler handler;
    private final MeterRegistry metrics;

    Measured(Handler handler, MeterRegistry metrics) {
        this.handler = handler;
        this.metrics = metrics;
    }

    @Override
    public Response handle(Request request) {
        var sample = Timer.start(metrics);
        var answer = handler.handle(request);
        sample.stop(Timer.builder("cloakroom.requests")
                .tag("status", Integer.toString(answer.status()))
                .register(metrics));
        return answer;
    }
}
