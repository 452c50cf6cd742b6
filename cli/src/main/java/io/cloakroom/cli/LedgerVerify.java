package io.cloakroom.cli;

import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Audit;
import io.cloakroom.ledger.Checkpoint;
import io.cloakroom.ledger.Finding;
import io.cloakroom.ledger.LedgerStore.Milestone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks through the whole ledger. */
@Command(
        name = "verify",
        description =
                "Look through the whole ledger, and hold it to its checkpoints: what was changed, moved, cut off or left out "
                        + "is found and named. Exit code 1 if something was. Changes nothing, but for --mend.",
        mixinStandardHelpOptions = true)
final class LedgerVerify implements Callable<Integer> {
    private static final long CHECKPOINT_BYTES_MAX = 1 << 16;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A checkpoint that was carried off before. The last one in the table is looked at in any case, but "
                            + "whoever put the table back put that back too.")
    @Nullable
    private Path file;

    @Option(names = "--mend", description = "Put back pointers to entries that are missing, so that members find them.")
    private boolean isMending;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var opened = ledger.installation()) {
            var faults = new ArrayList<Finding>();
            var known = known(opened, faults);
            var report = look(opened, known);
            faults.addAll(report.findings());
            var whole = new Audit.Report(report.shards(), faults);
            if (isJson) spec.commandLine().getOut().println(json(whole, known));
            else show(whole, known);
            return whole.isWhole() ? 0 : 1;
        }
    }

    private Audit.Report look(Installation opened, List<Checkpoint> known) {
        try (var progress = ProgressLine.begin(spec.commandLine().getErr(), System.getenv())) {
            return new Audit(opened.parts().ledger(), at -> tell(progress, at))
                    .look(known, Optional.of(LedgerOption.seal(opened)), isMending, Instant.now());
        }
    }

    private static void tell(ProgressLine progress, Audit.Progress at) {
        var words = String.format(Locale.ROOT, "shard %d: %,d lines", at.shard(), at.lines());
        progress.at(words, 0, OptionalLong.empty());
    }

    private List<Checkpoint> known(Installation opened, List<Finding> faults) throws IOException {
        var verifier = LedgerOption.verifier(opened.config().ledger());
        if (file != null && verifier.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint: needs ledger.checkpoint-public-key, to check its signature");
        }
        if (verifier.isEmpty()) return List.of();
        var known = new ArrayList<Checkpoint>();
        var vault = opened.config().vault();
        var kept = opened.parts().ledger().lastMilestone().map(Milestone::note);
        if (kept.isPresent()) read(Checkpoint.read(kept.get(), verifier.get(), vault), "in the table", known, faults);
        if (file != null) read(Checkpoint.read(text(file), verifier.get(), vault), file.toString(), known, faults);
        return known;
    }

    private static void read(
            Optional<Checkpoint> checkpoint, String where, List<Checkpoint> known, List<Finding> faults) {
        checkpoint.ifPresentOrElse(
                known::add,
                () -> faults.add(new Finding.Damage(
                        "checkpoint " + where, "its signature is not that of ledger.checkpoint-public-key")));
    }

    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > CHECKPOINT_BYTES_MAX) {
            throw new IOException(file + ": not a checkpoint");
        }
        return Files.readString(file);
    }

    private void show(Audit.Report found, List<Checkpoint> known) {
        var report = new Report(spec.commandLine().getOut(), Terminal.of(System.getenv(), System.out.charset()));
        report.heading("The ledger");
        var rows = new ArrayList<Report.Row>();
        for (var head : found.shards()) {
            var lines = String.format(Locale.ROOT, "%,d lines", head.size());
            rows.add(new Report.Row(Mark.GOOD, "shard " + head.shard(), lines, ""));
        }
        for (var checkpoint : known) {
            var lines = String.format(Locale.ROOT, "%,d lines, signed", checkpoint.size());
            rows.add(new Report.Row(Mark.GOOD, "checkpoint " + time(checkpoint.at()), lines, ""));
        }
        if (known.isEmpty()) rows.add(noCheckpoint());
        report.rows(rows);
        if (!found.findings().isEmpty()) {
            report.heading("Found");
            report.rows(found.findings().stream().map(LedgerVerify::row).toList());
        }
        report.sum(sum(found));
    }

    private static Report.Row noCheckpoint() {
        return new Report.Row(
                Mark.WARNING,
                "no checkpoint",
                "nothing shows that the ledger is the one that was written",
                "make checkpoints regularly: ./cloakroom ledger keys create, then ledger checkpoint");
    }

    private static Report.Row row(Finding finding) {
        return switch (finding) {
            case Finding.Damage(var where, var what) -> new Report.Row(Mark.FAULT, where, what, "");
            case Finding.Gap(var shard, var after, var entries) ->
                new Report.Row(Mark.WARNING, "shard " + shard, gap(after, entries), "");
            case Finding.AtWork(var shard, var last) ->
                new Report.Row(Mark.SKIPPED, "shard " + shard, "a writer is at work, last at " + time(last), "");
        };
    }

    private static String gap(Instant after, int entries) {
        return "a writer was lost after " + time(after) + ": at most " + entries
                + " entries that it had taken, reads and refusals of its last second, are missing";
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String sum(Audit.Report found) {
        var lines = String.format(Locale.ROOT, "%,d lines", found.lines());
        if (!found.isWhole()) return lines + ", and the ledger is not as it was written.";
        var gaps =
                found.findings().stream().filter(Finding.Gap.class::isInstance).count();
        return gaps == 0 ? lines + ", all as they were written." : lines + ", all as they were written, with a gap.";
    }

    private String json(Audit.Report found, List<Checkpoint> known) {
        return Json.writeText(Json.members(
                "whole",
                found.isWhole(),
                "lines",
                found.lines(),
                "shards",
                found.shards().stream()
                        .map(head -> Json.members(
                                "shard",
                                head.shard(),
                                "lines",
                                head.size(),
                                "root",
                                head.root().toString()))
                        .toList(),
                "checkpoints",
                known.stream().map(one -> one.at().toString()).toList(),
                "findings",
                found.findings().stream().map(LedgerVerify::json).toList()));
    }

    private static Map<String, Object> json(Finding finding) {
        return switch (finding) {
            case Finding.Damage(var where, var what) -> Json.members("kind", "damage", "where", where, "what", what);
            case Finding.Gap(var shard, var after, var entries) ->
                Json.members("kind", "gap", "shard", shard, "after", after.toString(), "entries", entries);
            case Finding.AtWork(var shard, var last) ->
                Json.members("kind", "at-work", "shard", shard, "last", last.toString());
        };
    }
}
