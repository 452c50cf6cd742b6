package io.cloakroom.cli;

import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.upkeep.Sweep;
import io.cloakroom.upkeep.Sweep.Result;
import io.cloakroom.upkeep.Sweep.Straggler;
import io.cloakroom.upkeep.Sweep.Sum;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes records that have been kept long enough. */
@Command(
        name = "retention",
        description =
                "Delete the records that have been kept for as long as their collections say (retention), as a gateway that runs "
                        + "does each night. Says how many, and does it with --apply. Run it again if it was stopped: it goes on "
                        + "there. Exit code 1 if another process is at it, or if something cannot be read.",
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--apply", description = "Delete them. There is no way back.")
    private boolean isMeant;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var opened = Installation.open(config)) {
            var sweep = opened.services().sweep();
            if (!sweep.isDeclared()) {
                spec.commandLine().getOut().println("No collection has a retention: everything is kept.");
                return 0;
            }
            return isMeant ? delete(sweep, opened.runId()) : look(sweep);
        }
    }

    private int look(Sweep sweep) {
        Sum sum;
        try (var progress = progress()) {
            sum = sweep.look(at -> tell(progress, at));
        }
        var out = spec.commandLine().getOut();
        out.println(counted(sum));
        out.println("Nothing was deleted. To do it: the same with --apply. There is no way back.");
        return stragglers(sum.stragglers());
    }

    private int stragglers(List<Straggler> stragglers) {
        for (var straggler : stragglers) {
            spec.commandLine()
                    .getOut()
                    .println("cannot be read: something in "
                            + straggler.collection().value() + " of "
                            + straggler.member().value());
        }
        return stragglers.isEmpty() ? 0 : 1;
    }

    private int delete(Sweep sweep, String runId) {
        var run = new Sweep.Run("cli-" + runId, Installation.operator(), runId);
        var reached = new AtomicReference<List<Straggler>>(List.of());
        Result result;
        try (var progress = progress()) {
            result = sweep.run(run, at -> {
                reached.set(at.stragglers());
                tell(progress, at);
            });
        } catch (UpstreamException failure) {
            // Whoever goes on meets none of them again.
            stragglers(reached.get());
            throw failure;
        }
        return switch (result) {
            case Result.Done(var sum) -> {
                spec.commandLine()
                        .getOut()
                        .println(counted(sum) + String.format(Locale.ROOT, ", %,d deleted", sum.deleted()));
                yield stragglers(sum.stragglers());
            }
            case Result.Busy(var until) -> {
                spec.commandLine().getErr().println("another process is at it, until " + until + " at least");
                yield 1;
            }
        };
    }

    private ProgressLine progress() {
        return ProgressLine.begin(spec.commandLine().getErr(), System.getenv());
    }

    private static void tell(ProgressLine progress, Sum at) {
        progress.at(counted(at), at.members(), OptionalLong.empty());
    }

    private static String counted(Sum sum) {
        return Counted.of(sum.members(), "member") + ", " + Counted.of(sum.due(), "record") + " kept long enough";
    }
}
