package io.cloakroom.local.wordpress;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where this machine has what a site runs on.
 *
 * @param php the interpreter for scripts, of the same version as {@code phpFpm}
 */
record Programs(Path php, Path phpFpm, Path mariaDb, Path mariaDbInstall, Path nginx) {
    private static final String FPM = "php-fpm";

    /** @throws SetUpException if one is missing; {@code debian.Packages} sees to it that none is */
    static Programs find(Path root) {
        var fpm = newestFpm(root.resolve("usr/sbin"));
        var version = fpm.getFileName().toString().substring(FPM.length());
        return new Programs(
                there(root.resolve("usr/bin/php" + version)),
                fpm,
                there(root.resolve("usr/sbin/mariadbd")),
                there(root.resolve("usr/bin/mariadb-install-db")),
                there(root.resolve("usr/sbin/nginx")));
    }

    private static Path newestFpm(Path folder) {
        var found = new ArrayList<Path>();
        try (var programs = Files.newDirectoryStream(folder, FPM + "8.*")) {
            programs.forEach(found::add);
        } catch (IOException fault) {
            throw missing(folder.resolve(FPM), fault);
        }
        return found.stream()
                .max(Comparator.comparingInt(program -> Integer.parseInt(
                        program.toString().substring(program.toString().lastIndexOf('.') + 1))))
                .orElseThrow(() -> missing(folder.resolve(FPM), null));
    }

    private static Path there(Path program) {
        if (Files.isExecutable(program)) return program;
        throw missing(program, null);
    }

    private static SetUpException missing(Path program, @Nullable Throwable cause) {
        return new SetUpException(
                program + " is missing", "Install its Debian package: see ./cloakroom prepare.", null, cause);
    }
}
