package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.cli.memberships.DriftTable;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.json.Json;
import io.cloakroom.reconcile.Drift;
import io.cloakroom.reconcile.Reconcile.Result;
import io.cloakroom.reconcile.Reconcile.Sum;
import io.cloakroom.reconcile.Reconcile.Watcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares what a site says of all its users with what is stored. */
@Command(
        name = "reconcile",
        description = {
            "Ask a site what each of its users holds, and compare with what is stored. Nothing is changed without --apply.",
            "Exit code 0 if all agrees, or was mended; 1 if something differs, is held, or another process is at it; 3 if the "
                    + "site does not answer. Stopped on the way, --apply goes on there when it is said again."
        },
        mixinStandardHelpOptions = true)
final class MembershipsReconcile implements Callable<Integer> {
    @Mixin
    private SiteOption site = new SiteOption();

    @Option(names = "--apply", description = "Take what the site says, within its ceilings.")
    private boolean isApplied;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final DriftTable table = new DriftTable();

    @Override
    public Integer call() throws IOException {
        try (var opened = site.open()) {
            return tell(opened, compare(opened));
        }
    }

    private Result compare(Opened opened) {
        var reconcile = opened.installation().services().reconcile();
        try (var progress = ProgressLine.begin(spec.commandLine().getErr(), System.getenv())) {
            Watcher watcher = (sum, total, drift) -> seen(progress, sum, total, drift);
            return isApplied
                    ? reconcile.mend(opened.site(), "cli-" + UUID.randomUUID(), watcher)
                    : reconcile.look(opened.site(), watcher);
        }
    }

    private void seen(ProgressLine progress, Sum sum, OptionalLong total, List<Drift> drift) {
        table.add(drift);
        var of = total.isPresent() ? " of " + total.getAsLong() : "";
        // What an earlier run has compared says nothing of this one's pace.
        var done = sum.isResumed() ? 0 : sum.seen();
        progress.at(sum.seen() + of + " users compared, " + sum.drifted() + " differ", done, total);
    }

    private int tell(Opened opened, Result result) {
        var out = spec.commandLine().getOut();
        var now = opened.parts().clock().instant();
        return switch (result) {
            case Result.Done(var sum) -> tell(out, opened, sum, now, "");
            case Result.Stopped(var sum) ->
                tell(out, opened, sum, now, " Stopped: more facts in this hour than the site's ceiling lets through.");
            case Result.Busy(var until) -> {
                spec.commandLine().getErr().println("another process is at it, until " + until + " at least");
                yield 1;
            }
        };
    }

    private int tell(PrintWriter out, Opened opened, Sum sum, Instant now, String stopped) {
        if (isJson) out.println(Json.writeText(table.json(sum, now)));
        else show(new Report(out, Terminal.of(System.getenv(), System.out.charset())), opened, sum, stopped);
        out.flush();
        var isMended = isApplied && sum.mended() == sum.drifted();
        return stopped.isEmpty() && sum.unreadable() == 0 && (sum.drifted() == 0 || isMended) ? 0 : 1;
    }

    private void show(Report report, Opened opened, Sum sum, String stopped) {
        if (sum.drifted() > 0) report.heading("What differs at " + opened.site().name());
        table.show(report);
        if (sum.isResumed()) report.note("It went on where an earlier one had been stopped.");
        report.sum(words(sum) + stopped);
    }

    private String words(Sum sum) {
        var text = sum.seen() + " users compared, " + sum.drifted() + " differ";
        if (isApplied) text += ": " + sum.mended() + " mended, " + sum.held() + " held";
        if (sum.unreadable() > 0) text += "; " + sum.unreadable() + " that cannot be read";
        if (!isApplied && sum.drifted() > 0) text += "; --apply takes what the site says";
        return text + ".";
    }
}
