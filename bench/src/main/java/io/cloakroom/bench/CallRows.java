package io.cloakroom.bench;

import io.cloakroom.bench.client.Client;
import io.cloakroom.bench.client.ClientProcess;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import java.util.Arrays;
import java.util.List;

/** What one read of the stand-in costs, by each client. */
final class CallRows {
    private final Ground ground;
    private final Plan plan;

    CallRows(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    List<Row> measure() {
        var process =
                new ClientProcess(ground.bench(), ground.onStandIn("client").file(), ground.member());
        return Arrays.stream(Client.values())
                .map(client -> row(process, client))
                .toList();
    }

    private Row row(ClientProcess process, Client client) {
        try (var stage = ground.bench().progress().begin(client.title())) {
            var outcome = process.run(client, plan.row());
            var row = Meter.filled(
                    Row.of(Section.CALLS, client.id(), client.title(), client.does()),
                    outcome.load(),
                    outcome.cpu(),
                    outcome.residentBytes());
            stage.done(row.text(Column.PER_SECOND) + "/s, " + row.text(Column.CPU_MICROS) + " us CPU");
            return row;
        }
    }
}
