package io.cloakroom.local.debian;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What runs this machine. */
public sealed interface Machine {
    /**
     * @param version 12, 13 ...; 0 for testing and unstable, which have none
     * @param codename "bookworm"
     */
    record Debian(int version, String codename) implements Machine {}

    /** @param name for people: "Ubuntu 26.04 LTS" */
    record Other(String name) implements Machine {
        /** What is possible here. */
        public String sentence() {
            return "This is " + name + ": the WordPress site is made of Debian's packages and needs Debian 12 or newer;"
                    + " leave it out and all else runs here on Java alone (demo --without-wordpress).";
        }
    }

    /** This machine. */
    static Machine detect() {
        return detect(Path.of("/"), System.getProperty("os.name"));
    }

    /** @see <a href="https://www.freedesktop.org/software/systemd/man/os-release.html">os-release(5)</a> */
    static Machine detect(Path root, String kernel) {
        var file = root.resolve("etc/os-release");
        if (!Files.exists(file)) return new Other(kernel);
        var release = read(file);
        var name = release.getOrDefault("PRETTY_NAME", kernel);
        if (!release.getOrDefault("ID", "").equals("debian")) return new Other(name);
        var version = release.getOrDefault("VERSION_ID", "0");
        return new Debian(
                version.matches("[0-9]{1,4}") ? Integer.parseInt(version) : 0,
                release.getOrDefault("VERSION_CODENAME", ""));
    }

    private static Map<String, String> read(Path file) {
        var values = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (equals > 0)
                    values.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replace("\"", ""));
            }
        } catch (IOException fault) {
            throw new SetUpException("The file " + file + " cannot be read", "Check its mode.", null, fault);
        }
        return values;
    }
}
