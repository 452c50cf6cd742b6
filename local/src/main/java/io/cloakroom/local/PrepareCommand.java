package io.cloakroom.local;

import static io.cloakroom.local.Main.DONE;
import static io.cloakroom.local.Main.NOT_POSSIBLE_HERE;

import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.dynamodb.DynamoDbLocalJars;
import io.cloakroom.local.dynamodb.Maven;
import io.cloakroom.local.npm.NpmClients;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.RunLock;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.StageLines;
import io.cloakroom.local.terminal.Terminal;
import io.cloakroom.local.wordpress.PreparedSite;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prepare",
        sortOptions = false,
        description = "Gets this machine ready without starting anything: packages and downloads.")
final class PrepareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--for",
            split = ",",
            paramLabel = "USE",
            description = "What for: site, dynamodb, browser, php, npm; all otherwise.")
    Set<Use> uses = EnumSet.allOf(Use.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean isHelp;

    @Mixin
    StateOption state = new StateOption();

    @Mixin
    PackagesOption packages = new PackagesOption();

    PrepareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Use {
        SITE,
        DYNAMODB,
        BROWSER,
        PHP,
        NPM
    }

    @Override
    public Integer call() throws InterruptedException {
        var folder = state.open();
        return switch (RunLock.take(folder)) {
            case RunLock.Attempt.Held held -> {
                new Screen(terminal)
                        .sentence("The demo runs here (process " + held.by().pid() + "): stop it first.");
                yield NOT_POSSIBLE_HERE;
            }
            case RunLock.Attempt.Taken taken -> run(folder, taken.lock());
        };
    }

    private int run(StateFolder folder, RunLock lock) throws InterruptedException {
        try (var teardown = Teardown.atExit()) {
            teardown.add(lock);
            var children = teardown.add(new Children(folder.logs(), folder.run()));
            try (var lines = new StageLines(terminal)) {
                return prepare(folder, children, lines);
            } catch (SetUpException consequence) {
                if (!teardown.isClosing()) throw consequence;
                // We are told to end, and what is under way breaks: that is no trouble of its own.
                teardown.await();
                return NOT_POSSIBLE_HERE;
            }
        }
    }

    private int prepare(StateFolder folder, Children children, Progress progress) {
        if (!packages.ensure(purposes(), folder, children, terminal, progress)) return NOT_POSSIBLE_HERE;
        if (uses.contains(Use.DYNAMODB)) fetchDynamoDb(folder, children, progress);
        if (uses.contains(Use.NPM)) NpmClients.fetch(folder.downloads(), state.checkout(), children, progress);
        if (purposes().contains(Purpose.SITE)) prepareSite(folder, children, progress);
        return DONE;
    }

    /** The tests of the plugin and those in a browser need a site too. */
    private Set<Purpose> purposes() {
        var purposes = EnumSet.noneOf(Purpose.class);
        if (!EnumSet.of(Use.DYNAMODB, Use.NPM).containsAll(uses)) purposes.add(Purpose.SITE);
        if (uses.contains(Use.BROWSER)) purposes.add(Purpose.BROWSER);
        if (uses.contains(Use.PHP)) purposes.add(Purpose.PHP_TESTS);
        if (uses.contains(Use.NPM)) purposes.add(Purpose.NPM_TESTS);
        return purposes;
    }

    private static void fetchDynamoDb(StateFolder folder, Children children, Progress progress) {
        var _ = DynamoDbLocalJars.fetch(folder.downloads(), Maven.find(System.getenv()), children, progress);
    }

    private static void prepareSite(StateFolder folder, Children children, Progress progress) {
        if (!(Machine.detect() instanceof Machine.Debian debian)) return;
        var debs = new WordPressArchive(folder.downloads(), children, progress).fetch(debian);
        var _ = PreparedSite.in(folder.downloads(), debs, progress);
    }
}
