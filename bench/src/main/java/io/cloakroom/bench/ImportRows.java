package io.cloakroom.bench;

import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.PlainWrites;
import io.cloakroom.bench.system.Vault;
import io.cloakroom.cli.moving.Import;
import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.cli.moving.Mapping;
import io.cloakroom.cli.moving.Rows;
import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Services;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What taking members in costs, beside writing items of that size and nothing else. */
final class ImportRows {
    private static final int BATCH = 256;
    private static final String TAKES_IN =
            "Members who are new: rows read, a key made, wrapped and stored for each, three fields sealed, the record stored;"
                    + " each of the two writes in a transaction with a look for her tombstone, and an entry in the ledger before; 16 members at once. To DynamoDB"
                    + " Local, whose own work is not in the CPU.";
    private static final String PUTS =
            "The peer: an item of such a record's size for each, by the SDK's PutItem, 16 at once. No key, no condition.";
    private static final String BATCHES = "The same by BatchWriteItem, 25 items a call.";

    private final Ground ground;
    private final Plan plan;

    ImportRows(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    List<Row> measure() {
        var setUp = ground.onDynamoDb("import").config();
        try (var plain = new PlainWrites(setUp.dynamoDb(), ground.member())) {
            var puts = row("put-item", "PutItem alone", PUTS, () -> plain.put(plan.imported()));
            var batches = row("batch-write", "BatchWriteItem alone", BATCHES, () -> plain.batch(plan.imported()));
            var imported = LocalSystem.withParts(
                    setUp,
                    Clock.systemUTC(),
                    (parts, services) -> row("import", "Import", TAKES_IN, () -> takeIn(setUp, parts, services)));
            return List.of(puts, ofPeer(batches, puts), ofPeer(imported, puts));
        }
    }

    private static Row ofPeer(Row row, Row peer) {
        return row.with(Column.OF_PEER, rate(row) / rate(peer));
    }

    private static double rate(Row row) {
        return row.figure(Column.RECORDS_PER_SECOND).orElseThrow();
    }

    private Row row(String id, String title, String does, Runnable work) {
        try (var stage = ground.bench().progress().begin(title)) {
            work.run();
            var ours = Set.of(ProcessHandle.current().pid());
            var before = ProcessAccount.of(ours).cpu();
            var begin = System.nanoTime();
            work.run();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            var cpu = ProcessAccount.of(ours).cpu().minus(before);
            var row = Row.of(Section.IMPORT, id, title, does)
                    .with(Column.RECORDS_PER_SECOND, plan.imported() / (took.toNanos() / 1e9))
                    .with(Column.CPU_MICROS, cpu.toNanos() / 1e3 / plan.imported());
            stage.done(row.text(Column.RECORDS_PER_SECOND) + " records/s");
            return row;
        }
    }

    private void takeIn(ServerConfig setUp, Parts parts, Services services) {
        var target = setUp.gateway().collections().find(Vault.COLLECTION).orElseThrow();
        var mapping = Mapping.byName(target);
        var work = new Import(
                services.vault(),
                parts.records(),
                parts.gatewayKey(),
                target,
                mapping,
                Mode.ADD,
                (_, _, _) -> {},
                member -> services.ledger().write(taken(member, target)));
        try (var rows =
                Rows.open(Files.writeString(ground.bench().folder("import").resolve("members.csv"), csv()))) {
            rows.inBatches(BATCH, batch -> take(work, batch));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Entry taken(MemberId member, Collection target) {
        var fields = target.fields().stream().map(Field::name).toList();
        var subject = new Subject(target.id(), Optional.empty(), fields);
        var actor = new Actor.Operator("bench");
        var now = Instant.now();
        return new Entry(
                now,
                actor,
                Act.IMPORT,
                Optional.of(member),
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                "bench");
    }

    private static boolean take(Import work, List<Rows.Row> batch) {
        try {
            if (work.take(batch).stream().allMatch(Outcome.Written.class::isInstance)) return true;
            throw new SetUpException("The import did not write every record", "Its row would be worth nothing.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Everybody in it is new. */
    private String csv() {
        return Stream.generate(UUID::randomUUID)
                .limit(plan.imported())
                .map(sub -> sub
                        + ",+46 8 5555 0182,\"Valhallavägen 114 B, 114 41 Stockholm\",\"Mikael, +46 70 5555 093\"\n")
                .collect(Collectors.joining("", "sub,phone,address,emergency\n", ""));
    }
}
