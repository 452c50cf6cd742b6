package io.cloakroom.cli;

import io.cloakroom.cli.memberships.LinkFile;
import io.cloakroom.membership.Links.Tie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Many links at once. */
@Command(
        name = "links",
        description = "Tie many users to members by a file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = MembershipsLinks.Import.class)
final class MembershipsLinks {

    /** Ties what a file says. */
    @Command(
            name = "import",
            description = {
                "Tie users to members as a CSV file says, whose first line is user,sub. Who is tied to somebody else stays so.",
                "Exit code 0 if all are tied now, 1 if some are tied to somebody else, 2 if the file is faulty; then nothing is "
                        + "done. Stopped on the way, it can be said again."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Mixin
        private SiteOption site = new SiteOption();

        @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
        private boolean isDryRun;

        @Parameters(paramLabel = "FILE.csv", description = "The file.")
        private Path file = Path.of("links.csv");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            return switch (LinkFile.read(file)) {
                case LinkFile.Reading.Faulty(var faults) -> {
                    faults.forEach(fault -> spec.commandLine().getErr().println(file + ":" + fault));
                    yield Main.USAGE;
                }
                case LinkFile.Reading.Read(var lines) -> tie(lines);
            };
        }

        private int tie(List<LinkFile.Line> lines) throws IOException {
            try (var opened = site.open()) {
                var counts = new EnumMap<Tie, Integer>(Tie.class);
                for (var line : lines) {
                    var tie = isDryRun
                            ? MembershipsLink.wouldBe(opened, line.user(), line.member())
                            : MembershipsLink.tie(opened, line.user(), line.member());
                    counts.merge(tie, 1, Integer::sum);
                    if (tie == Tie.CONFLICT)
                        spec.commandLine().getOut().println(file + ":" + line.number() + ": tied to somebody else");
                }
                spec.commandLine().getOut().println(words(counts));
                return counts.containsKey(Tie.CONFLICT) ? 1 : 0;
            }
        }

        private String words(EnumMap<Tie, Integer> counts) {
            return (isDryRun ? "would tie " : "tied ") + counts.getOrDefault(Tie.TIED, 0) + ", tied before "
                    + counts.getOrDefault(Tie.ALREADY, 0) + ", tied to somebody else "
                    + counts.getOrDefault(Tie.CONFLICT, 0);
        }
    }
}
