package io.cloakroom.local;

import static io.cloakroom.local.Main.DONE;
import static io.cloakroom.local.Main.LET_DOWN;
import static io.cloakroom.local.Main.NOT_POSSIBLE_HERE;

import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Address;
import io.cloakroom.local.state.RunLock;
import io.cloakroom.local.state.Running;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.StageLines;
import io.cloakroom.local.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        sortOptions = false,
        description = "Brings up the system on this machine and keeps it up until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Screen screen;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Parts to bring up: site, dynamodb; all otherwise.")
    Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--reset", description = "Empty the state first, except for the downloads.")
    boolean isReset;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean isHelp;

    @Mixin
    StateOption state = new StateOption();

    @Mixin
    PackagesOption packages = new PackagesOption();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
        this.screen = new Screen(terminal);
    }

    @Override
    public Integer call() throws Exception {
        var folder = state.open();
        if (isReset) {
            var running = folder.reset();
            if (running.isPresent()) return refuseReset(running.get());
        }
        return switch (RunLock.take(folder)) {
            case RunLock.Attempt.Held held -> tellFirst(held.by());
            case RunLock.Attempt.Taken taken -> run(folder, taken.lock());
        };
    }

    private int run(StateFolder folder, RunLock lock) throws InterruptedException {
        try (var teardown = Teardown.atExit()) {
            teardown.add(lock);
            var children = teardown.add(new Children(folder.logs(), folder.run()));
            var started = start(folder, children, teardown);
            if (started.isEmpty()) return NOT_POSSIBLE_HERE;
            lock.announce(started.get());
            tell(started.get(), folder);
            return await(children, teardown);
        }
    }

    /** Empty if the machine lacks something; the screen says what. */
    private Optional<List<Address>> start(StateFolder folder, Children children, Teardown teardown)
            throws InterruptedException {
        try (var lines = new StageLines(terminal)) {
            var isReady = !only.contains(Part.SITE)
                    || packages.ensure(EnumSet.of(Purpose.SITE), folder, children, terminal, lines);
            if (!isReady) return Optional.empty();
            return Optional.of(new LocalParts(folder, children, teardown, lines).start(only));
        } catch (SetUpException consequence) {
            if (!teardown.isClosing()) throw consequence;
            // We are told to end, and what is being started breaks: that is no trouble of its own.
            teardown.await();
            return Optional.empty();
        }
    }

    private int await(Children children, Teardown teardown) throws InterruptedException {
        teardown.add(() -> screen.sentence("Stopping."));
        var lost = children.lost();
        // Async: the thread that notices the end of a process is too small for this.
        var _ = lost.thenAcceptAsync(child -> {
            screen.trouble(child.trouble("ended by itself"));
            teardown.close();
        });
        teardown.await();
        return lost.isDone() ? LET_DOWN : DONE;
    }

    private void tell(List<Address> addresses, StateFolder folder) {
        screen.heading("It is up.");
        screen.addresses(addresses);
        if (only.contains(Part.SITE)) {
            screen.sentence("");
            screen.sentence("Sign in at the site's /wp-login.php as admin, passphrase "
                    + folder.passphrase().reveal());
        }
        SshTunnel.command(addresses, System.getenv()).ifPresent(command -> {
            screen.sentence("You are here by SSH: run this where your browser is.");
            screen.command(command);
        });
        screen.sentence("");
        screen.sentence("Stop with Ctrl-C. Logs are in " + folder.logs() + ".");
    }

    private int tellFirst(Running first) {
        if (first.addresses().isEmpty()) {
            screen.sentence("It is just being started (process " + first.pid() + ").");
        } else {
            screen.sentence("It is up already (process " + first.pid() + ").");
            screen.addresses(first.addresses());
        }
        return DONE;
    }

    private int refuseReset(Running running) {
        screen.sentence("It runs (process " + running.pid() + "): stop it first, then reset.");
        return NOT_POSSIBLE_HERE;
    }
}
