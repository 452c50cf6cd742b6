package io.cloakroom.bench;

import io.cloakroom.bench.load.Facts;
import io.cloakroom.bench.load.HttpConnection;
import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.Gateway;
import io.cloakroom.bench.system.WriteUnits;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a site's facts cost: one after the other, as its outbox sends them. */
final class FactRows {
    private static final String SITE = "bench";
    private static final String HOST = "members.cloakroom.localhost";
    private static final int FACTS_PER_MEMBER = 5;
    private static final int WARM_UP_BATCHES = 10;
    /** Besides the facts: the message's id, the counts of the hour, the highest number. */
    private static final int WRITES_PER_BATCH = 3;

    private static final String DOES =
            "A site tells five facts of each of its members, in signed batches of 100 over one connection; each fact is"
                    + " checked, compared with what is stored and written to DynamoDB Local. Write units: as DynamoDB counts"
                    + " them for all that was written.";

    private final Ground ground;
    private final Plan plan;

    FactRows(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    List<Row> measure() {
        var setUp = ground.onDynamoDb("gateway-facts");
        try (var stage = ground.bench().progress().begin("Facts");
                var gateway = Gateway.start(ground.bench(), setUp);
                var connection = new HttpConnection(setUp.port())) {
            var row = measured(gateway, connection);
            stage.done(row.text(Column.FACTS_PER_SECOND) + " facts/s");
            return List.of(row);
        } catch (IOException fault) {
            throw new SetUpException("The gateway took no facts", "Start again.", null, fault);
        }
    }

    private Row measured(Gateway gateway, HttpConnection connection) throws IOException {
        var members = plan.facts() / FACTS_PER_MEMBER;
        var facts = new Facts(HOST, SITE, members);
        for (var n = 0; n < WARM_UP_BATCHES; n++) tell(connection, facts);
        var before = ProcessAccount.of(gateway.pids());
        var begun = System.nanoTime();
        var batches = plan.facts() / Facts.BATCH;
        for (var n = 0; n < batches; n++) tell(connection, facts);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var after = ProcessAccount.of(gateway.pids());
        var perFact = WriteUnits.ofSnapshot(ground.vault(), SITE, Facts.user(0));
        var title = String.format(Locale.ROOT, "%,d facts of %,d members", plan.facts(), members);
        return Row.of(Section.FACTS, "facts", title, DOES)
                .with(Column.FACTS_PER_SECOND, plan.facts() / (took.toNanos() / 1e9))
                .with(Column.CPU_MICROS, after.cpu().minus(before.cpu()).toNanos() / 1e3 / plan.facts())
                .with(Column.RESIDENT_MEGABYTES, after.residentBytes() / 1e6)
                .with(Column.WRITE_UNITS, plan.facts() * perFact + batches * WRITES_PER_BATCH);
    }

    private static void tell(HttpConnection connection, Facts facts) throws IOException {
        var answer = connection.exchange(facts.next());
        var taken = answer.body().split("\"outcome\":\"taken\"", -1).length - 1;
        if (answer.status() != 200 || taken != Facts.BATCH) {
            throw new SetUpException(
                    "The gateway took " + taken + " of " + Facts.BATCH + " facts, status " + answer.status(),
                    "Start again.");
        }
    }
}
