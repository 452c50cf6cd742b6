package io.cloakroom.local;

import io.cloakroom.local.debian.Packages;
import io.cloakroom.local.debian.Packages.Outcome;
import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.Terminal;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import picocli.CommandLine.Option;

/** Sees to it that Debian's packages are there, or says how to get them. */
public final class PackagesOption {
    @Option(names = "--yes", description = "Install missing Debian packages without asking (as root).")
    boolean isAgreed;

    /** @return whether all is there; if not, the screen says what to do */
    public boolean ensure(
            Set<Purpose> purposes, StateFolder state, Children children, Terminal terminal, Progress progress) {
        var screen = new Screen(terminal);
        var packages = new Packages(children, state.run());
        return switch (packages.ensure(purposes, names -> mayInstall(names, terminal), progress)) {
            case Outcome.Ready _ -> true;
            case Outcome.NotDebian(var sentence) -> {
                screen.sentence(sentence);
                yield false;
            }
            case Outcome.Missing(var names, var command) -> {
                screen.sentence("These Debian packages are missing: " + String.join(" ", names) + ".");
                screen.sentence("This installs them, starts no service, and leaves no other change:");
                screen.command(command);
                yield false;
            }
        };
    }

    /** A script that runs as root has agreed by running it; a person is asked. */
    private boolean mayInstall(List<String> names, Terminal terminal) {
        var isPersonThere = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        if (isAgreed || !isPersonThere) return true;
        new Screen(terminal)
                .sentence("These Debian packages are missing: " + String.join(" ", names)
                        + ". Install them now? No service starts. [Y/n]");
        var input = new Scanner(System.in, terminal.out().charset());
        return input.hasNextLine()
                && !input.nextLine().strip().toLowerCase(Locale.ROOT).startsWith("n");
    }
}
