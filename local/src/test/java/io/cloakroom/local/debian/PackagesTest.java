package io.cloakroom.local.debian;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.debian.Packages.Outcome;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a root file system of its own, with a package database of its own. */
@Tag("site")
final class PackagesTest {
    private static final Machine BOOKWORM = new Machine.Debian(12, "bookworm");

    @TempDir
    Path temporary;

    private Path root;
    private Children children;

    @BeforeEach
    void open() throws Exception {
        root = temporary.resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createDirectories(root.resolve("usr/sbin"));
        installed();
        children = new Children(temporary, temporary);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void ensure_allThere_isReadyWithoutAsking() throws Exception {
        program("usr/sbin/php-fpm8.2");
        program("usr/sbin/mariadbd");
        program("usr/bin/mariadb");
        program("usr/sbin/nginx");
        installed("php8.2-cli php8.2-fpm php8.2-mysql php8.2-sqlite3 php8.2-gd php8.2-xml php8.2-curl php8.2-mbstring"
                + " php8.2-intl php8.2-zip");

        assertThat(ensure(BOOKWORM, false, Purpose.SITE)).isEqualTo(new Outcome.Ready());
    }

    @Test
    void ensure_someMissing_namesThoseAlone() throws Exception {
        program("usr/sbin/php-fpm8.2");
        program("usr/sbin/mariadbd");
        installed("php8.2-cli php8.2-fpm php8.2-mysql php8.2-sqlite3 php8.2-gd php8.2-xml php8.2-curl php8.2-mbstring");

        assertThat(missing(BOOKWORM, Purpose.SITE))
                .containsExactly("php8.2-intl", "php8.2-zip", "mariadb-client-core", "nginx-light");
    }

    @Test
    void ensure_removedPackageWithItsConfigurationLeft_isMissing() throws Exception {
        Files.writeString(
                root.resolve("var/lib/dpkg/status"),
                "Package: chromium\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: all\nMaintainer: x\n");

        assertThat(missing(BOOKWORM, Purpose.BROWSER)).containsExactly("chromium", "nodejs");
    }

    @Test
    void ensure_severalPurposes_namesThePackagesOfAll() {
        assertThat(missing(BOOKWORM, Purpose.PHP_TESTS, Purpose.BROWSER))
                .containsExactly("chromium", "nodejs", "phpunit");
    }

    @Test
    void ensure_nodeFromElsewhere_asksForNpmAlone() throws Exception {
        program("usr/bin/node");

        assertThat(missing(BOOKWORM, Purpose.NPM_TESTS)).containsExactly("npm");
    }

    @Test
    void ensure_newerPhpInstalled_asksForItsParts() throws Exception {
        program("usr/sbin/php-fpm8.4");

        assertThat(missing(new Machine.Debian(13, "trixie"), Purpose.SITE)).contains("php8.4-cli", "php8.4-fpm");
    }

    @Test
    void ensure_notRoot_givesTheCommandAndDoesNotAsk() throws Exception {
        var asked = new ArrayList<List<String>>();
        var packages = new Packages(children, temporary, BOOKWORM, root, false);

        var outcome = packages.ensure(Set.of(Purpose.BROWSER), asked::add, Progress.silent());

        var script = temporary.resolve("install-packages.sh");
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Missing(List.of("chromium", "nodejs"), "sudo sh " + script + " chromium nodejs"));
        assertThat(asked).isEmpty();
        assertThat(script).content().contains("policy-rc.d").contains("--no-install-recommends");
    }

    @Test
    void ensure_rootWithoutConsent_changesNothing() {
        var asked = new ArrayList<List<String>>();
        var packages = new Packages(children, temporary, BOOKWORM, root, true);

        var outcome = packages.ensure(
                Set.of(Purpose.BROWSER),
                names -> {
                    asked.add(names);
                    return false;
                },
                Progress.silent());

        assertThat(outcome).isInstanceOf(Outcome.Missing.class);
        assertThat(asked).containsExactly(List.of("chromium", "nodejs"));
    }

    @Test
    void ensure_notDebian_saysWhatIsPossible() {
        assertThat(ensure(new Machine.Other("Fedora 44"), true, Purpose.SITE))
                .isInstanceOfSatisfying(
                        Outcome.NotDebian.class,
                        outcome -> assertThat(outcome.sentence())
                                .contains("Fedora 44")
                                .contains("Debian 12"));
    }

    private Outcome ensure(Machine machine, boolean isRoot, Purpose... purposes) {
        return new Packages(children, temporary, machine, root, isRoot)
                .ensure(Set.of(purposes), _ -> false, Progress.silent());
    }

    private List<String> missing(Machine machine, Purpose... purposes) {
        return ((Outcome.Missing) ensure(machine, false, purposes)).names();
    }

    private void program(String path) throws Exception {
        Files.createDirectories(root.resolve(path).getParent());
        Files.createFile(root.resolve(path));
    }

    private void installed(String names) throws Exception {
        var status = Stream.of(names.split(" ", -1))
                .map(
                        name -> "Package: " + name
                                + "\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n")
                .collect(Collectors.joining("\n"));
        Files.writeString(root.resolve("var/lib/dpkg/status"), status);
    }

    private void installed() throws Exception {
        Files.writeString(root.resolve("var/lib/dpkg/status"), "");
    }
}
