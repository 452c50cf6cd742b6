package io.cloakroom.local.debian;

import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The Debian packages that a purpose asks for: which are missing, and their installation. */
public final class Packages {
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(30);
    private static final Duration INSTALL_WITHIN = Duration.ofMinutes(20);

    private final Children children;
    private final Path run;
    private final Machine machine;
    private final Path root;
    private final boolean isRoot;

    /** @param run of the state folder; the installation script is put there */
    public Packages(Children children, Path run) {
        this(
                children,
                run,
                Machine.detect(),
                Path.of("/"),
                System.getProperty("user.name").equals("root"));
    }

    Packages(Children children, Path run, Machine machine, Path root, boolean isRoot) {
        this.children = children;
        this.run = run;
        this.machine = machine;
        this.root = root;
        this.isRoot = isRoot;
    }

    /** Whether all is there now. */
    public sealed interface Outcome {
        record Ready() implements Outcome {}

        /**
         * Nothing was changed.
         *
         * @param command what installs them, for a shell
         */
        record Missing(List<String> names, String command) implements Outcome {}

        /** @param sentence what is possible here */
        record NotDebian(String sentence) implements Outcome {}
    }

    /**
     * Sees to it that the packages are there. Installs them if we are root and {@code consent} says yes to their names. No
     * service starts, and none is switched on for the next boot.
     *
     * @throws SetUpException if the installation fails
     */
    public Outcome ensure(Set<Purpose> purposes, Predicate<List<String>> consent, Progress progress) {
        return switch (machine) {
            case Machine.Other other -> new Outcome.NotDebian(other.sentence());
            case Machine.Debian debian -> {
                var missing = missing(debian, purposes);
                if (missing.isEmpty()) yield new Outcome.Ready();
                var script = script();
                if (!isRoot || !consent.test(missing)) yield new Outcome.Missing(missing, command(script, missing));
                install(script, missing, progress);
                yield new Outcome.Ready();
            }
        };
    }

    private List<String> missing(Machine.Debian debian, Collection<Purpose> purposes) {
        var php = PhpVersion.of(debian, root, this::offeredPhp);
        var needs = purposes.stream()
                .sorted()
                .flatMap(purpose -> purpose.needs(php).stream())
                .filter(need -> need.program().isEmpty() || !Files.exists(root.resolve(need.program())))
                .map(Purpose.Need::name)
                .collect(Collectors.toCollection(ArrayList::new));
        needs.removeAll(installed(needs));
        return List.copyOf(needs);
    }

    private Set<String> installed(List<String> names) {
        if (names.isEmpty()) return Set.of();
        var command = new ArrayList<>(List.of(
                "dpkg-query",
                "--admindir=" + root.resolve("var/lib/dpkg"),
                "--show",
                "--showformat=${db:Status-Status} ${Package}\\n"));
        command.addAll(names);
        // Its status is 1 if it does not know a name: then that line is missing, which is what we ask.
        var answer = children.run(new Program("Debian packages", command, Map.of(), run), LOOK_WITHIN);
        return answer.output()
                .lines()
                .filter(line -> line.startsWith("installed "))
                .map(line -> line.substring("installed ".length()))
                .collect(Collectors.toSet());
    }

    private String offeredPhp() {
        var program = Program.of("Debian packages", run, "apt-cache", "depends", "--important", "php-fpm");
        return children.run(program, LOOK_WITHIN).output();
    }

    private void install(Path script, List<String> names, Progress progress) {
        try (var stage = progress.begin("Debian packages")) {
            var command = new ArrayList<>(List.of("sh", script.toString()));
            command.addAll(names);
            var program = new Program("Debian packages", command, Map.of(), run);
            var finished = children.run(program, INSTALL_WITHIN);
            if (finished.status() != 0) {
                throw new SetUpException(
                        "The Debian packages were not installed (" + String.join(" ", names) + ")",
                        "Is the archive within reach, and no other apt-get at work?",
                        finished.log(),
                        null);
            }
            stage.done(names.size() + " packages");
        }
    }

    private static String command(Path script, List<String> names) {
        var path = script.toString();
        return "sudo sh " + (path.contains(" ") ? "'" + path + "'" : path) + " " + String.join(" ", names);
    }

    private Path script() {
        return new Resource(Packages.class, "install-packages.sh").copyInto(run);
    }
}
