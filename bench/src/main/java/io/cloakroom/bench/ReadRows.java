package io.cloakroom.bench;

import io.cloakroom.bench.load.RequestFile;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.Gateway;
import io.cloakroom.bench.system.HaProxy;
import io.cloakroom.bench.system.Subject;
import java.util.ArrayList;
import java.util.List;

/** Reads by bearer token: the gateway and HAProxy in front of one stand-in, then the gateway on DynamoDB Local. */
final class ReadRows {
    static final String GATEWAY_KNOWN = "gateway-known";
    static final String GATEWAY_NEW = "gateway-new";
    static final String GATEWAY_PACED = "gateway-paced";
    static final String HAPROXY_KNOWN = "haproxy-known";
    static final String HAPROXY_NEW = "haproxy-new";

    private static final String GATEWAY = "Gateway";
    private static final String HAPROXY = "HAProxy";
    private static final int NEW_TOKENS_MAX = 1_000_000;

    private static final String OPENS =
            "Token believed (signature, issuer, use, client, scope, times); revocations and record asked of the upstream, a"
                    + " call each; three sealed fields opened; JSON written. Not done: TLS, memberships (this collection asks"
                    + " for none).";
    private static final String PASSES_ON =
            "Token believed (signature, issuer, use, client, scope, times), nothing remembered; one call upstream, whose bytes"
                    + " are passed on as they are. Not done: revocations, opening (its answer is sealed), TLS.";

    private final Ground ground;
    private final Plan plan;
    private final Meter meter;
    private final Proof proof;
    private final List<Row> rows = new ArrayList<>();

    ReadRows(Ground ground, Plan plan, Meter meter) {
        this.ground = ground;
        this.plan = plan;
        this.meter = meter;
        this.proof = new Proof(ground);
    }

    List<Row> measure() {
        var known = ground.file("known", ground.reads(List.of(ground.member())));
        var newTokens = gatewayOnStandIn(known);
        haProxy(known, newTokens);
        gatewayOnDynamoDb(newTokens);
        return List.copyOf(rows);
    }

    /** @return reads with as many new tokens as it can use up in one row */
    private RequestFile gatewayOnStandIn(RequestFile known) {
        try (var gateway = Gateway.start(ground.bench(), ground.onStandIn("gateway-stand-in"))) {
            proof.opens(GATEWAY, gateway);
            var row = row(GATEWAY_KNOWN, "Gateway, known tokens", OPENS);
            var filled = meter.fastest(row, gateway, known, known, plan.connections());
            rows.add(filled);
            var newTokens = ground.readsWithNewTokens("new", tokensFor(filled));
            row = row(GATEWAY_NEW, "Gateway, new tokens", OPENS);
            rows.add(meter.fastest(row, gateway, warmUp(), newTokens, plan.connections()));
            paced(row(GATEWAY_PACED, "Gateway, " + plan.pace() + " a second", OPENS), gateway);
            return newTokens;
        }
    }

    private void haProxy(RequestFile known, RequestFile newTokens) {
        try (var proxy = HaProxy.start(ground.bench(), ground.pool(), ground.standIn())) {
            proof.passesOn(HAPROXY, proxy);
            var row = row(HAPROXY_KNOWN, "HAProxy, known tokens", PASSES_ON);
            rows.add(meter.fastest(row, proxy, known, known, plan.connections()));
            row = row(HAPROXY_NEW, "HAProxy, new tokens", PASSES_ON);
            rows.add(meter.fastest(row, proxy, newTokens, newTokens, plan.connections()));
            paced(row("haproxy-paced", "HAProxy, " + plan.pace() + " a second", PASSES_ON), proxy);
        }
    }

    private void gatewayOnDynamoDb(RequestFile newTokens) {
        try (var gateway = Gateway.start(ground.bench(), ground.onDynamoDb("gateway-dynamodb"))) {
            proof.opens(GATEWAY, gateway);
            var known = ground.file("known-members", ground.reads(ground.vault().members()));
            var row = row("gateway-dynamodb-known", "Gateway, DynamoDB, known", OPENS);
            rows.add(meter.fastest(row, gateway, known, known, plan.connections()));
            row = row("gateway-dynamodb-new", "Gateway, DynamoDB, new", OPENS);
            rows.add(meter.fastest(row, gateway, warmUp(), newTokens, plan.connections()));
        }
    }

    private void paced(Row row, Subject subject) {
        rows.add(meter.paced(row, subject, ground.reads(List.of(ground.member())), plan.pace()));
    }

    private RequestFile warmUp() {
        return ground.readsWithNewTokens("warm-up", plan.tokens());
    }

    private int tokensFor(Row known) {
        var perSecond = known.figure(Column.PER_SECOND).orElseThrow();
        return Math.clamp(Math.round(perSecond * plan.row().toSeconds()), plan.tokens(), NEW_TOKENS_MAX);
    }

    private static Row row(String id, String title, String does) {
        return Row.of(Section.READS, id, title, does);
    }
}
