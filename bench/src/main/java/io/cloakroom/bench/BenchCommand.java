package io.cloakroom.bench;

import static io.cloakroom.config.Checks.isWithin;

import io.cloakroom.bench.report.Csv;
import io.cloakroom.bench.report.Machine;
import io.cloakroom.bench.report.Markdown;
import io.cloakroom.bench.report.Report;
import io.cloakroom.bench.system.Cores;
import io.cloakroom.bench.system.Workbench;
import io.cloakroom.local.PackagesOption;
import io.cloakroom.local.StateOption;
import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.local.terminal.StageLines;
import io.cloakroom.local.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        sortOptions = false,
        description = "Measures what an authenticated read costs, beside what others' cost, and saves the tables.")
final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int NOT_POSSIBLE_HERE = 2;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'bench-'yyyyMMdd'T'HHmm'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to measure each row; ${DEFAULT-VALUE} otherwise. Its warm-up takes longer.")
    int seconds = Plan.SECONDS_DEFAULT;

    @Option(names = "--quick", description = "A second a row: shows that all works; no figure to be told.")
    boolean isQuick;

    @Option(names = "--full", description = "Ten times as many facts: 100,000 of 20,000 members.")
    boolean isFull;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to save the tables; bench in the state folder otherwise.")
    @Nullable
    Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean isHelp;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    StateOption state = new StateOption();

    @Mixin
    PackagesOption packages = new PackagesOption();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = measure(plan());
        if (report.isEmpty()) return NOT_POSSIBLE_HERE;
        var saved = save(report.get());
        new Telling(terminal).tell(report.get(), saved);
        return DONE;
    }

    private Plan plan() {
        if (isQuick) return Plan.quick();
        if (isWithin(1, seconds, Plan.SECONDS_MAX))
            return isFull ? Plan.of(seconds).full() : Plan.of(seconds);
        throw new ParameterException(spec.commandLine(), "--seconds: 1 to " + Plan.SECONDS_MAX);
    }

    /**
     * In a state folder of its own, beside a demo that may be running.
     *
     * @return empty if the machine lacks something; the screen says what
     */
    private Optional<Report> measure(Plan plan) throws IOException, InterruptedException {
        try (var teardown = Teardown.atExit()) {
            var own = Files.createTempDirectory("cloakroom-bench");
            var isKept = new AtomicBoolean();
            teardown.add(() -> {
                if (!isKept.get()) Trees.delete(own);
            });
            try (var lines = new StageLines(terminal)) {
                return measure(plan, StateFolder.open(own), teardown, lines);
            } catch (SetUpException consequence) {
                if (teardown.isClosing()) {
                    // We are told to end, and what is being measured breaks: that is no trouble of its own.
                    teardown.await();
                    return Optional.empty();
                }
                // The logs are in there.
                isKept.set(true);
                throw consequence;
            }
        }
    }

    private Optional<Report> measure(Plan plan, StateFolder its, Teardown teardown, StageLines lines) {
        var children = teardown.add(new Children(its.logs(), its.run()));
        var purposes = EnumSet.of(Purpose.SITE, Purpose.BENCH);
        if (!packages.ensure(purposes, its, children, terminal, lines)) return Optional.empty();
        var cores = Cores.ours();
        var machine = Machine.detect(Runtime.getRuntime().availableProcessors(), cores.words());
        var checkout = state.checkout().toAbsolutePath();
        var bench = new Workbench(checkout, state.open().downloads(), its, children, lines, cores);
        var rows = new Bench(bench, plan, teardown).run();
        return Optional.of(new Report(Instant.now(), machine, Bench.NOTES, rows, Aims.of(rows)));
    }

    private Path save(Report report) throws IOException {
        var folder = Files.createDirectories(
                Optional.ofNullable(out).orElse(state.open().root().resolve("bench")));
        var name = NAME.format(report.at());
        Files.writeString(folder.resolve(name + ".csv"), Csv.of(report));
        return Files.writeString(folder.resolve(name + ".md"), Markdown.of(report));
    }
}
