package io.cloakroom.cli;

import io.cloakroom.cli.moving.Import;
import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.cli.moving.Mapping;
import io.cloakroom.cli.moving.Proofs;
import io.cloakroom.cli.moving.Rejects;
import io.cloakroom.cli.moving.Rows;
import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes records from a file into the vault. */
@Command(
        name = "import",
        description =
                "Take members' records from a CSV or JSON Lines file into the vault. Says what it would do, and does it with "
                        + "--apply. Run it again if it was stopped: nothing is written twice, and nothing that somebody else wrote is "
                        + "touched. Exit code 1 if a row was rejected.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final int BATCH = 256;
    private static final int TOLD_MAX = 20;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "Ending in .csv (its first line names the columns) or .jsonl.")
    private Path file = Path.of("");

    @Mixin
    private CollectionOption collection = new CollectionOption();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "YAML that says which column is what: member: COLUMN, id: COLUMN, fields: {FIELD: COLUMN}. Otherwise: "
                            + "sub, id, and each field's own name.")
    @Nullable
    private Path mapping;

    @ArgGroup
    private What act = new What();

    /** One of them, or none. */
    static final class What {
        @Option(names = "--apply", description = "Write what is not there yet.")
        private boolean isMeant;

        @Option(names = "--overwrite", description = "Write, and change also what is there: the mapped fields alone.")
        private boolean isOverwriting;

        @Option(names = "--verify", description = "Read every record back and compare it with the file.")
        private boolean isVerifying;

        private Mode mode() {
            if (isVerifying) return Mode.VERIFY;
            if (isOverwriting) return Mode.OVERWRITE;
            return isMeant ? Mode.ADD : Mode.LOOK;
        }
    }

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "A new file of the rejected rows' lines and reasons, as CSV; never what stood in them.")
    @Nullable
    private Path rejects;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "With --verify: a new file of what was found in the vault, a line a value, with a mark in its place. "
                            + "\"wp cloakroom purge\" removes from WordPress what stands in it.")
    @Nullable
    private Path report;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long written;
    private long there;
    private long rejected;
    private final Set<String> empty = new TreeSet<>();

    @Override
    public Integer call() throws IOException {
        if (report != null && act.mode() != Mode.VERIFY)
            throw new ParameterException(spec.commandLine(), "--report: with --verify");
        try (var opened = Installation.open(config)) {
            var target = collection.keptOf(opened.config().collections());
            var columns = mapping == null ? Mapping.byName(target) : Mapping.read(mapping, target);
            empty.addAll(columns.fields().values());
            take(opened, target, columns);
        }
        return isStopped() ? Main.INTERRUPTED : sum();
    }

    private static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }

    private void take(Installation opened, Collection target, Mapping columns) throws IOException {
        try (var rows = Rows.open(file);
                var list = rejects == null ? null : Rejects.create(rejects);
                var proofs = report == null ? null : Proofs.create(report, target, columns);
                var progress = ProgressLine.begin(spec.commandLine().getErr(), System.getenv())) {
            var work = work(opened, target, columns, proofs == null ? (_, _, _) -> {} : proofs);
            rows.inBatches(BATCH, batch -> take(work, batch, Optional.ofNullable(list), progress) && keep(proofs));
            if (proofs != null && !isStopped()) tell(proofs);
        }
    }

    private static boolean keep(@Nullable Proofs proofs) {
        try {
            if (proofs != null) proofs.flush();
            return true;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void tell(Proofs proofs) {
        var out = spec.commandLine().getOut();
        out.println(Counted.of(proofs.proven(), "value") + " proven in " + report);
        if (proofs.unmarked() > 0)
            out.println(Counted.of(proofs.unmarked(), "more was found and is", "more were found and are")
                    + " not in it, because of rows with no id, or no " + Proofs.KEY_COLUMN
                    + " as exports of the plugin have");
    }

    /** An entry for each member and run; one for each record would be many times what it tells. */
    private Import work(Installation opened, Collection target, Mapping columns, Import.Proven proven) {
        var parts = opened.parts();
        var taken = target.fields().stream()
                .map(Field::name)
                .filter(columns.fields()::containsKey)
                .toList();
        var subject = Optional.of(new Subject(target.id(), Optional.empty(), taken));
        var doing = act.mode() == Mode.VERIFY ? Act.READ : Act.IMPORT;
        return new Import(
                opened.services().vault(),
                parts.records(),
                parts.gatewayKey(),
                target,
                columns,
                act.mode(),
                proven,
                member -> opened.announce(doing, Optional.of(member), subject));
    }

    private boolean take(Import work, List<Rows.Row> batch, Optional<Rejects> list, ProgressLine progress) {
        for (var row : batch) empty.removeAll(row.cells().keySet());
        try {
            for (var outcome : work.take(batch)) count(outcome, list);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        progress.at(numbers(), written + there + rejected, OptionalLong.empty());
        return true;
    }

    private void count(Outcome outcome, Optional<Rejects> list) {
        switch (outcome) {
            case Outcome.Written _ -> written++;
            case Outcome.There _ -> there++;
            case Outcome.Rejected row -> {
                rejected++;
                list.ifPresent(file -> file.add(row));
                if (rejected <= TOLD_MAX)
                    spec.commandLine().getOut().println("line " + row.line() + ": " + row.reason());
            }
        }
    }

    private String numbers() {
        var written = act.mode() == Mode.LOOK ? "would be written" : "written";
        var there = act.mode() == Mode.VERIFY ? "equal" : "there already";
        return String.format(
                Locale.ROOT, "%,d %s, %,d %s, %,d rejected", this.written, written, this.there, there, rejected);
    }

    private int sum() {
        var out = spec.commandLine().getOut();
        if (rejected > TOLD_MAX) out.println("and more; --rejects FILE lists them all");
        out.println(numbers());
        if (!empty.isEmpty())
            out.println("No row says anything in: " + String.join(", ", empty) + ". Is that the column's name?");
        if (act.mode() == Mode.LOOK) out.println("Nothing was written. To do it: the same with --apply.");
        return rejected == 0 ? 0 : 1;
    }
}
