package io.cloakroom.server;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.gateway.Problems;
import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.upstream.UpstreamException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What operators' machines ask: {@code /healthz} (is the process well?), {@code /readyz} (can it serve?), {@code /metrics}
 * (Prometheus text). On a listener of its own, because none of it is the public's business.
 */
final class Management implements Handler {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final DynamoDb db;
    private final String table;
    private final PrometheusMeterRegistry metrics;

    Management(DynamoDb db, String table, PrometheusMeterRegistry metrics) {
        this.db = db;
        this.table = table;
        this.metrics = metrics;
    }

    @Override
    public Response handle(Request request) {
        if (!request.method().equals("GET")) return Problems.outside(405);
        return switch (request.path()) {
            case "/healthz" -> Response.of(200).with(TEXT, Body.of("ok\n"));
            case "/readyz" -> ready();
            case "/metrics" -> Response.of(200).with(PROMETHEUS, Body.of(metrics.scrape()));
            default -> Problems.outside(404);
        };
    }

    private Response ready() {
        try {
            db.check(table);
            return Response.of(200).with(TEXT, Body.of("ready\n"));
        } catch (UpstreamException failure) {
            return Response.of(503).with(TEXT, Body.of(failure.getMessage() + "\n"));
        }
    }
}
