package io.cloakroom.local.debian;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Which PHP this release of Debian has, as its package names say it: "8.2". */
final class PhpVersion {
    private static final Map<Integer, String> KNOWN = Map.of(12, "8.2", 13, "8.4");
    private static final Pattern FPM = Pattern.compile("php-?(?:fpm)?(8\\.\\d+)(?:-fpm)?");

    private PhpVersion() {}

    /**
     * The installed one, else the one that the archive offers, else what we know of the release.
     *
     * @param offered what {@code apt-cache depends php-fpm} says; it says nothing before the first {@code apt-get update}
     */
    static String of(Machine.Debian debian, Path root, Supplier<String> offered) {
        return installed(root)
                .or(() -> firstIn(offered.get()))
                .or(() -> Optional.ofNullable(KNOWN.get(debian.version())))
                .orElseThrow(() -> new SetUpException(
                        "No PHP 8 was found in Debian " + debian.codename(), "Run apt-get update, then start again."));
    }

    private static Optional<String> installed(Path root) {
        var folder = root.resolve("usr/sbin");
        var found = new ArrayList<String>();
        try (var programs = Files.newDirectoryStream(folder, "php-fpm8.*")) {
            for (var program : programs)
                firstIn(program.getFileName().toString()).ifPresent(found::add);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return found.stream().max(Comparator.comparingInt(version -> Integer.parseInt(version.substring(2))));
    }

    private static Optional<String> firstIn(String text) {
        var match = FPM.matcher(text);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }
}
