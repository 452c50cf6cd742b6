package io.cloakroom.local.debian;

import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.SetUpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this machine gets its packages from, for another release of Debian.
 *
 * @param main address of the archive
 * @param security address of the security archive, if this machine uses one
 */
record ArchiveSources(String main, Optional<String> security) {
    private static final Duration ASK_WITHIN = Duration.ofSeconds(30);
    private static final List<String> KEYRINGS =
            List.of("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp");

    /** @throws SetUpException if apt names no source of Debian's main part */
    static ArchiveSources ask(Machine.Debian debian, Children children, Path folder) {
        // Without the first option, apt says nothing before its first update.
        var program = Program.of(
                "WordPress packages",
                folder,
                "apt-get",
                "indextargets",
                "--no-release-info",
                "--format",
                "$(RELEASE) $(COMPONENT) $(REPO_URI)");
        return parse(debian, children.run(program, ASK_WITHIN).output());
    }

    static ArchiveSources parse(Machine.Debian debian, String targets) {
        // Sources may name a release by its part in Debian's life.
        var names = Stream.of(debian.codename(), "stable", "oldstable", "oldoldstable", "testing")
                .toList();
        var main = names.stream().flatMap(name -> find(targets, name).stream()).findFirst();
        var security = names.stream()
                .flatMap(name -> find(targets, name + "-security").stream())
                .findFirst();
        return new ArchiveSources(
                main.orElseThrow(() -> new SetUpException(
                        "apt has no source for Debian " + debian.codename() + " main",
                        "Add one to /etc/apt/sources.list.d; WordPress comes from the same archive.")),
                security);
    }

    /** For a private apt that knows one release. */
    String sourcesList(String release) {
        var signed = "deb [signed-by=" + keyring() + "] ";
        var lines = new ArrayList<>(List.of(signed + main + " " + release + " main"));
        security.ifPresent(address -> lines.add(signed + address + " " + release + "-security main"));
        return String.join("\n", lines) + "\n";
    }

    private static Optional<String> find(String targets, String release) {
        return targets.lines()
                .map(line -> List.of(line.split(" ", 3)))
                .filter(target -> target.size() == 3
                        && target.get(0).equals(release)
                        && target.get(1).equals("main"))
                .map(target -> target.get(2))
                .filter(address -> !address.startsWith("cdrom:"))
                .findFirst();
    }

    private static String keyring() {
        return KEYRINGS.stream()
                .filter(file -> Files.exists(Path.of(file)))
                .findFirst()
                .orElseThrow(() -> new SetUpException(
                        "Debian's archive keys are not on this machine", "apt-get install debian-archive-keyring"));
    }
}
