package io.cloakroom.bench;

import io.cloakroom.bench.load.RequestFile;
import io.cloakroom.bench.measure.Load;
import io.cloakroom.bench.measure.Others;
import io.cloakroom.bench.measure.PacedLoad;
import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.bench.measure.Wrk;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.system.Subject;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Puts load on a subject and fills in a row. */
final class Meter {
    /** Of the least cost so far; a piece of a warm-up that gains less gains nothing. */
    private static final double GAIN_LEAST = 0.03;

    /** Pieces in a row that gain nothing end a warm-up: one alone is noise, or a compiler at work. */
    private static final int GAINLESS = 3;

    private static final int PACED_CONNECTIONS = 64;

    /** A server that starts slowly on a busy machine may leave a short row empty. */
    private static final int TRIES = 5;

    private final Wrk wrk;
    private final Plan plan;
    private final Progress progress;

    Meter(Wrk wrk, Plan plan, Progress progress) {
        this.wrk = wrk;
        this.plan = plan;
        this.progress = progress;
    }

    /** As fast as it goes, after a warm-up with requests of its own. */
    Row fastest(Row row, Subject subject, RequestFile warmUp, RequestFile requests, int connections) {
        try (var stage = progress.begin(row.title())) {
            warm(subject, warmUp, connections);
            var filled = measured(row, subject, () -> wrk.run(subject.port(), requests, connections, plan.row()));
            stage.done(filled.text(Column.PER_SECOND) + "/s, " + filled.text(Column.CPU_MICROS) + " us CPU");
            return filled.with(Column.CONNECTIONS, connections);
        }
    }

    /** At a rate of its own, on a subject that is warm. */
    Row paced(Row row, Subject subject, List<byte[]> requests, int perSecond) {
        try (var stage = progress.begin(row.title())) {
            // Our own part of it is to be warm too.
            paced(subject, requests, perSecond);
            var filled = measured(row, subject, () -> paced(subject, requests, perSecond));
            stage.done("p50 " + filled.text(Column.P50_MILLIS) + " ms, p99 " + filled.text(Column.P99_MILLIS) + " ms");
            return filled.with(Column.CONNECTIONS, PACED_CONNECTIONS);
        }
    }

    private Load paced(Subject subject, List<byte[]> requests, int perSecond) {
        return PacedLoad.run(subject.port(), requests, perSecond, PACED_CONNECTIONS, plan.row());
    }

    private void warm(Subject subject, RequestFile requests, int connections) {
        var least = Double.POSITIVE_INFINITY;
        var gainless = 0;
        for (var spent = Duration.ZERO; spent.compareTo(plan.warmUpMost()) < 0; spent = spent.plus(plan.row())) {
            var before = ProcessAccount.of(subject.pids()).cpu();
            var load = wrk.run(subject.port(), requests, connections, plan.row());
            var cost = cost(ProcessAccount.of(subject.pids()).cpu().minus(before), load);
            gainless = cost > least * (1 - GAIN_LEAST) ? gainless + 1 : 0;
            if (gainless == GAINLESS) return;
            least = Math.min(least, cost);
        }
    }

    private static Row measured(Row row, Subject subject, Supplier<Load> work) {
        var others = Others.begin();
        var before = ProcessAccount.of(subject.pids());
        var load = work.get();
        for (var i = 1; i < TRIES && load.requests() == 0 && load.faults() == 0; i++) load = work.get();
        var after = ProcessAccount.of(subject.pids());
        if (load.faults() > 0 || load.requests() == 0) {
            throw new SetUpException(
                    row.title() + ": " + load.faults() + " of " + load.requests() + " requests failed",
                    "Look at its log.");
        }
        return filled(row, load, after.cpu().minus(before.cpu()), after.residentBytes())
                .with(Column.OTHERS_PERCENT, others.percentOfACore());
    }

    static Row filled(Row row, Load load, Duration cpu, long residentBytes) {
        return row.with(Column.REQUESTS, (double) load.requests())
                .with(Column.SECONDS, load.took().toNanos() / 1e9)
                .with(Column.PER_SECOND, load.perSecond())
                .with(Column.CPU_MICROS, cost(cpu, load))
                .with(Column.P50_MILLIS, load.p50().toNanos() / 1e6)
                .with(Column.P99_MILLIS, load.p99().toNanos() / 1e6)
                .with(Column.RESIDENT_MEGABYTES, residentBytes / 1e6);
    }

    /** Microseconds of CPU for a request. */
    private static double cost(Duration cpu, Load load) {
        return cpu.toNanos() / 1e3 / Math.max(1, load.requests());
    }
}
