package io.cloakroom.bench;

import io.cloakroom.bench.load.RequestFile;
import io.cloakroom.bench.measure.BareCipher;
import io.cloakroom.bench.measure.ClosedLoop;
import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.Gateway;
import io.cloakroom.bench.system.Vault;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** What opening costs: a record of ten sealed fields alone and by the gateway, and a hundred records at once. */
final class VaultRows {
    private static final int FIELDS = 10;
    private static final String OPENS_ALONE =
            "A record with its ten fields, from the stored form to ten texts; its member's key is unwrapped before. No store,"
                    + " no network, one caller.";
    private static final String PEER =
            "The peer: ten values of that length by the JDK's own AES-256-GCM, and nothing else.";
    private static final String READS = "As the gateway's other reads on DynamoDB Local, with ten fields to open.";
    private static final String LISTS = "The same with one answer of a hundred records of three fields each.";

    private final Ground ground;
    private final Plan plan;
    private final Meter meter;

    VaultRows(Ground ground, Plan plan, Meter meter) {
        this.ground = ground;
        this.plan = plan;
        this.meter = meter;
    }

    List<Row> measure() {
        var peer =
                alone("cipher-ten", "JDK's cipher, ten values", PEER, new BareCipher(Vault.TEN_FIELDS.values())::open);
        var vault = opening();
        var rate = vault.figure(Column.PER_SECOND).orElseThrow()
                / peer.figure(Column.PER_SECOND).orElseThrow();
        try (var gateway = Gateway.start(ground.bench(), ground.onDynamoDb("gateway-vault"))) {
            var ten = reads(Vault.TEN, ground.vault().members());
            var hundred = reads(Vault.HUNDRED, List.of(ground.member()));
            Proof.answers("Gateway", gateway, ten.getFirst(), 200, Vault.OPENED);
            Proof.answers("Gateway", gateway, hundred.getFirst(), 200, "record-99");
            return List.of(
                    peer,
                    vault.with(Column.OF_PEER, rate),
                    fastest("gateway-ten", "Gateway, ten fields", READS, gateway, ten),
                    fastest("gateway-hundred", "Gateway, a hundred records", LISTS, gateway, hundred));
        }
    }

    private List<byte[]> reads(String collection, List<String> subs) {
        return ground.reads(collection, subs);
    }

    private Row fastest(String id, String title, String does, Gateway gateway, List<byte[]> requests) {
        RequestFile file = ground.file(id, requests);
        return meter.fastest(Row.of(Section.VAULT, id, title, does), gateway, file, file, plan.connections());
    }

    /** On a clock that stands still, so that the key that is unwrapped once is kept. */
    private Row opening() {
        var setUp = ground.onDynamoDb("vault-alone").config();
        var still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        return LocalSystem.withParts(setUp, still, (parts, services) -> {
            var record = parts.records()
                    .find(new MemberId(ground.member()), new CollectionId(Vault.TEN), RecordId.SELF)
                    .orElseThrow();
            var fields = record.values().keySet();
            return alone("vault-ten", "Vault, ten fields", OPENS_ALONE, () -> {
                if (services.vault().open(record, fields).orElseThrow().fields().size() != FIELDS)
                    throw new IllegalStateException("not all were opened");
            });
        });
    }

    private Row alone(String id, String title, String does, Runnable call) {
        try (var stage = ground.bench().progress().begin(title)) {
            ClosedLoop.run(call, 1, plan.row());
            var ours = Set.of(ProcessHandle.current().pid());
            var before = ProcessAccount.of(ours);
            var load = ClosedLoop.run(call, 1, plan.row());
            var after = ProcessAccount.of(ours);
            var row = Meter.filled(
                    Row.of(Section.VAULT, id, title, does),
                    load,
                    after.cpu().minus(before.cpu()),
                    after.residentBytes());
            stage.done(row.text(Column.PER_SECOND) + "/s");
            return row;
        }
    }
}
