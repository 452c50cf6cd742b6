package io.cloakroom.bench;

import io.cloakroom.bench.measure.Wrk;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.system.Workbench;
import io.cloakroom.local.process.Teardown;
import java.util.List;
import java.util.stream.Stream;

/** All rows, one after the other: no two subjects work at the same time. */
final class Bench {
    /** What holds for many rows. */
    static final List<String> NOTES = List.of(
            "CPU us: user and kernel time of the measured processes for one request, by the kernel's own account.",
            "Known tokens: one over and over; on DynamoDB 16, a member each. New tokens: for the gateway none comes twice;"
                    + " HAProxy, which remembers none, gets the same.",
            "A fixed number a second: each answer's time counts from when its request was due.",
            "Where nothing else is said, the upstream is a stand-in: nginx with fixed answers, among them one member's sealed"
                    + " record. On DynamoDB: DynamoDB Local.",
            "others %: of one core, what other programs and the host took while the row was measured. Many say: measure again.");

    private final Workbench bench;
    private final Plan plan;
    private final Teardown teardown;

    /** @param teardown closes what is still open in the end */
    Bench(Workbench bench, Plan plan, Teardown teardown) {
        this.bench = bench;
        this.plan = plan;
        this.teardown = teardown;
    }

    List<Row> run() {
        var ground = Ground.lay(bench, teardown);
        var meter = new Meter(new Wrk(bench.children(), bench.folder("wrk")), plan, bench.progress());
        // Before this JVM and all that it starts is held to the load's core.
        var starts = new StartRows(ground, plan).measure();
        bench.cores().moveOursToLoad(bench.children(), bench.state().run());
        var reads = new ReadRows(ground, plan, meter).measure();
        var relays = new RelayRows(ground, meter).measure();
        var calls = new CallRows(ground, plan).measure();
        var facts = new FactRows(ground, plan).measure();
        var vault = new VaultRows(ground, plan, meter).measure();
        // Before the import, whose entries would be weighed with its own, each by a request.
        var ledger = new LedgerRows(ground).measure();
        var imports = new ImportRows(ground, plan).measure();
        return Stream.of(reads, relays, calls, facts, vault, imports, ledger, starts)
                .flatMap(List::stream)
                .toList();
    }
}
