package io.cloakroom.e2e;

import io.cloakroom.local.debian.Packages;
import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.local.terminal.Checklist;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.StageLines;
import io.cloakroom.local.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;

/** {@code ./cloakroom demo --steal}: takes WordPress over, in a system of its own, and says what could be stolen. */
public final class Main {
    private static final int NOTHING_STOLEN = 0;
    private static final int STOLEN = 1;
    private static final int NOT_POSSIBLE_HERE = 2;
    private static final int LET_DOWN = 3;

    private Main() {}

    public static void main(String[] ignored) throws Exception {
        var terminal = Terminal.of(System.out, System.getenv());
        try {
            System.exit(run(terminal));
        } catch (SetUpException trouble) {
            new Screen(terminal).trouble(trouble);
            System.exit(LET_DOWN);
        }
    }

    private static int run(Terminal terminal) throws IOException {
        var screen = new Screen(terminal);
        var checkout = Path.of(System.getProperty("cloakroom.checkout", ""));
        var downloads = StateFolder.open(checkout.resolve(".cloakroom")).downloads();
        try (var teardown = Teardown.atExit()) {
            var folder = Files.createTempDirectory("cloakroom-steal");
            teardown.add(() -> Trees.delete(folder));
            var state = StateFolder.open(folder);
            var children = teardown.add(new Children(state.logs(), state.run()));
            var plan = Plan.of(checkout, state, Ports.free(), Clock.systemUTC()).withDownloads(downloads);
            LocalSystem system;
            try (var lines = new StageLines(terminal)) {
                var packages = new Packages(children, state.run());
                var purposes = EnumSet.of(Purpose.SITE, Purpose.BROWSER);
                if (packages.ensure(purposes, _ -> true, lines) instanceof Packages.Outcome.Missing missing) {
                    screen.sentence("These Debian packages are missing; this installs them and starts no service:");
                    screen.command(missing.command());
                    return NOT_POSSIBLE_HERE;
                }
                system = LocalSystem.start(plan, children, teardown, lines);
            }
            var chromium = teardown.add(Chromium.launch());
            return tell(new Drill(system, state, chromium).run(), terminal);
        }
    }

    private static int tell(Drill.Report report, Terminal terminal) {
        var screen = new Screen(terminal);
        screen.heading("WordPress is taken over, ada is signed in and looks at her card");
        screen.sentence("Looked for, in every spelling: " + String.join(", ", report.lookedFor()) + ".");
        var list = new Checklist(terminal);
        var part = "";
        for (var attempt : report.attempts()) {
            if (!attempt.part().equals(part)) screen.heading(attempt.part());
            part = attempt.part();
            var got = attempt.isTheft() ? "STOLEN: " + String.join(", ", attempt.stolen()) : attempt.got();
            list.line(attempt.what() + "  " + got, !attempt.isTheft());
        }
        var thefts = report.thefts().size();
        screen.heading(thefts == 0 ? "Stolen: nothing." : "Stolen: " + thefts + " times.");
        return thefts == 0 ? NOTHING_STOLEN : STOLEN;
    }
}
