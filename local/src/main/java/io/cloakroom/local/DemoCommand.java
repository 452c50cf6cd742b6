package io.cloakroom.local;

import static io.cloakroom.local.Main.CHECKED_AND_NO;
import static io.cloakroom.local.Main.DONE;
import static io.cloakroom.local.Main.LET_DOWN;
import static io.cloakroom.local.Main.NOT_POSSIBLE_HERE;

import io.cloakroom.local.debian.Purpose;
import io.cloakroom.local.demo.Authenticator;
import io.cloakroom.local.demo.Cast;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.demo.Showing;
import io.cloakroom.local.demo.StoryCheck;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.RunLock;
import io.cloakroom.local.state.Running;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.local.terminal.Checklist;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.StageLines;
import io.cloakroom.local.terminal.Terminal;
import io.cloakroom.member.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        sortOptions = false,
        description = "Brings up the whole system on this machine and keeps it up until Ctrl-C.",
        // Run by a module of its own, to which ./cloakroom leads.
        footer = {
            "%nWith --steal instead: be WordPress taken over, in a system of its own, look for members' data everywhere,"
                    + " and say what was found. Needs Chromium."
        })
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Screen screen;

    @Option(
            names = "--check",
            description =
                    "Bring up a system of its own, walk the member's story over HTTP, say what holds, leave nothing.")
    boolean isCheck;

    @Option(
            names = "--show",
            paramLabel = "NAME",
            description = "Of a running demo: what DynamoDB holds of a member beside what her card shows.")
    @Nullable
    String show;

    @Option(
            names = "--code",
            paramLabel = "NAME",
            description =
                    "Of a demo: what the authenticator app of somebody shows now who signs in with a second factor.")
    @Nullable
    String code;

    @Option(
            names = "--without-wordpress",
            description =
                    "With a small website in WordPress's place, which has sign-in, cards and direct: Java is enough.")
    boolean isWithoutWordPress;

    @Option(
            names = "--plugin",
            paramLabel = "FILE.zip",
            description = "Install and activate a membership plugin that you own, as its vendor gives it out.")
    @Nullable
    Path plugin;

    @Option(names = "--reset", description = "Empty the state first, except for the downloads.")
    boolean isReset;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Bring up these parts alone, empty: site, dynamodb.")
    Set<Part> only = EnumSet.noneOf(Part.class);

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
        if (isWithoutWordPress && !only.isEmpty()) {
            screen.sentence("--only brings up single parts: leave site out there, or use --without-wordpress alone.");
            return NOT_POSSIBLE_HERE;
        }
        if (plugin != null && (isWithoutWordPress || !only.isEmpty())) {
            screen.sentence("--plugin goes with a whole system and a real WordPress.");
            return NOT_POSSIBLE_HERE;
        }
        if (plugin != null && !Files.isRegularFile(plugin)) {
            screen.sentence("There is no file " + plugin + ".");
            return NOT_POSSIBLE_HERE;
        }
        var folder = state.open();
        if (show != null) return show(folder, show);
        if (code != null) return code(folder, code);
        if (isCheck) return check(folder);
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
            var up = only.isEmpty() ? system(folder, children, teardown) : parts(folder, children, teardown);
            if (up.isEmpty()) return NOT_POSSIBLE_HERE;
            lock.announce(up.get().addresses());
            up.get().tell(screen);
            return await(children, teardown);
        }
    }

    private Optional<Upbringing> system(StateFolder folder, Children children, Teardown teardown)
            throws InterruptedException {
        var plan = plan(folder, Ports.kept(folder));
        var begin = System.nanoTime();
        return start(folder, children, teardown, !isWithoutWordPress, lines -> {
            var system = LocalSystem.start(plan, children, teardown, lines);
            return new Upbringing(system.addresses(), words -> {
                var took = Duration.ofNanos(System.nanoTime() - begin);
                new WelcomeScreen(words).tell(system, folder, took);
            });
        });
    }

    private Plan plan(StateFolder folder, Ports ports) {
        var plan = Plan.of(state.checkout(), folder, ports, Clock.systemUTC());
        if (plugin != null) return plan.withPlugin(plugin.toAbsolutePath());
        return isWithoutWordPress ? plan.withoutWordPress() : plan;
    }

    private Optional<Upbringing> parts(StateFolder folder, Children children, Teardown teardown)
            throws InterruptedException {
        return start(folder, children, teardown, only.contains(Part.SITE), lines -> {
            var addresses = new LocalParts(folder, children, teardown, lines).start(only);
            return new Upbringing(addresses, words -> new WelcomeScreen(words).tellParts(addresses, folder));
        });
    }

    /** Empty if the machine lacks something; the screen says what. */
    private <T> Optional<T> start(
            StateFolder folder, Children children, Teardown teardown, boolean needsSite, Function<StageLines, T> work)
            throws InterruptedException {
        try (var lines = new StageLines(terminal)) {
            var isReady = !needsSite || packages.ensure(EnumSet.of(Purpose.SITE), folder, children, terminal, lines);
            return isReady ? Optional.of(work.apply(lines)) : Optional.empty();
        } catch (SetUpException consequence) {
            if (!teardown.isClosing()) throw consequence;
            // We are told to end, and what is being started breaks: that is no trouble of its own.
            teardown.await();
            return Optional.empty();
        }
    }

    /** In a state folder of its own, beside a demo that may be running. */
    private int check(StateFolder folder) throws InterruptedException, IOException {
        try (var teardown = Teardown.atExit()) {
            var own = Files.createTempDirectory("cloakroom-check");
            teardown.add(() -> Trees.delete(own));
            var its = StateFolder.open(own);
            var children = teardown.add(new Children(its.logs(), its.run()));
            var plan = plan(its, Ports.free()).withDownloads(folder.downloads());
            var system = start(
                    its,
                    children,
                    teardown,
                    !isWithoutWordPress,
                    lines -> LocalSystem.start(plan, children, teardown, lines));
            if (system.isEmpty()) return NOT_POSSIBLE_HERE;
            screen.heading("The member's story");
            var list = new Checklist(terminal);
            new StoryCheck(system.get(), list).run();
            list.sum();
            return list.isAllPassed() ? DONE : CHECKED_AND_NO;
        }
    }

    private int show(StateFolder folder, String name) {
        var person = Cast.find(name);
        if (person.isEmpty()) {
            screen.sentence("Nobody in the demo is called " + name + ". There are " + WelcomeScreen.names() + ".");
            return NOT_POSSIBLE_HERE;
        }
        if (RunLock.holder(folder).isEmpty()) {
            screen.sentence("The demo is not up. Start it with ./cloakroom demo, then look from another terminal.");
            return NOT_POSSIBLE_HERE;
        }
        LocalSystem.withRunning(folder, (config, subs) -> {
            var member = new MemberId(subs.text(name).orElseThrow());
            LocalSystem.withParts(config, Clock.systemUTC(), (parts, services) -> {
                new Showing(config, screen).show(person.get(), member, parts, services);
                return DONE;
            });
        });
        return DONE;
    }

    private int code(StateFolder folder, String name) {
        var app = Authenticator.find(folder, name);
        if (app.isEmpty()) {
            screen.sentence("In this demo " + name + " signs in without a code. sam has one, once it was started.");
            return NOT_POSSIBLE_HERE;
        }
        var now = Clock.systemUTC().instant();
        screen.labelled("code", app.get().code(now));
        screen.labelled("for", Authenticator.left(now).toSeconds() + " s, and once");
        screen.labelled("in an app", app.get().secret().reveal());
        return DONE;
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
