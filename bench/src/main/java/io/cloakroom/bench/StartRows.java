package io.cloakroom.bench;

import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.Starts;
import java.util.List;

/** How soon a gateway answers after its start. */
final class StartRows {
    static final String QUICK = "start-aot";

    private static final String DOES =
            "From the start of the process to the first 200 of /healthz, and to the first whole read (key set fetched, upstream"
                    + " connected, token believed, record opened) in front of the stand-in. Not held to one core.";

    private final Ground ground;
    private final Plan plan;

    StartRows(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    List<Row> measure() {
        var starts = new Starts(
                ground.bench(),
                ground.onStandIn("gateway-starts"),
                ground.reads(List.of(ground.member())).getFirst());
        var cache = ground.bench().folder("aot").resolve("gateway.aot");
        var plain = row("start-plain", "Gateway, without AOT cache", starts, List.of());
        starts.train(cache);
        return List.of(plain, row(QUICK, "Gateway, with AOT cache", starts, List.of("-XX:AOTCache=" + cache)));
    }

    private Row row(String id, String title, Starts starts, List<String> options) {
        try (var stage = ground.bench().progress().begin(title)) {
            var first = starts.medians(options, plan.starts());
            var row = Row.of(Section.STARTS, id, title, DOES)
                    .with(Column.FIRST_ANSWER_MILLIS, first.answer().toNanos() / 1e6)
                    .with(Column.FIRST_READ_MILLIS, first.read().toNanos() / 1e6);
            stage.done(row.text(Column.FIRST_ANSWER_MILLIS) + " ms, " + row.text(Column.FIRST_READ_MILLIS) + " ms");
            return row;
        }
    }
}
