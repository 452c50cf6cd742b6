package io.cloakroom.local.dynamodb;

import io.cloakroom.local.report.SetUpException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Maven of this machine. */
public record Maven(Path program) {
    /**
     * Looks where {@code ./cloakroom} found one, then on the search path.
     *
     * @throws SetUpException if there is none
     */
    public static Maven find(Map<String, String> environment) {
        var named = Optional.ofNullable(environment.get("CLOAKROOM_MAVEN")).map(Path::of).stream();
        var searched = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "mvn"));
        return Stream.concat(named, searched)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Maven::new)
                .orElseThrow(() -> new SetUpException(
                        "Maven was not found", "Install it (Debian: apt-get install maven), or put mvn on the PATH."));
    }
}
