package io.cloakroom.local.npm;

import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Clients of Cognito's from npm, for the user pool's tests. Only npm's cache is kept: the tests install from it. */
public final class NpmClients {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc");
    private static final Duration FETCH_WITHIN = Duration.ofMinutes(10);

    private NpmClients() {}

    /**
     * Fetches what the lock file names, unless an earlier call did.
     *
     * @param downloads of the state folder
     * @throws SetUpException if npm fails
     */
    public static void fetch(Path downloads, Path checkout, Children children, Progress progress) {
        var sources = checkout.resolve("userpool/src/test/npm");
        var cache = downloads.resolve("npm");
        var fetched = cache.resolve("fetched-package-lock.json");
        try {
            if (isSame(fetched, sources.resolve("package-lock.json"))) return;
            try (var stage = progress.begin("Clients from npm, download")) {
                fetch(sources, cache, children);
                Files.copy(sources.resolve("package-lock.json"), fetched);
                stage.done("4 clients");
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.mismatch(one, other) < 0;
    }

    private static void fetch(Path sources, Path cache, Children children) throws IOException {
        var trial = cache.resolveSibling("npm.part");
        Trees.delete(trial);
        Files.createDirectories(trial);
        Files.deleteIfExists(cache.resolve("fetched-package-lock.json"));
        for (var file : FILES) Files.copy(sources.resolve(file), trial.resolve(file));
        var finished = children.run(
                Program.of(
                        "npm download",
                        trial,
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--cache",
                        cache.toAbsolutePath().toString()),
                FETCH_WITHIN);
        Trees.delete(trial);
        if (finished.status() != 0) {
            throw new SetUpException(
                    "npm could not fetch the clients",
                    "Is its registry, or the mirror in your .npmrc, within reach? Then start again.",
                    finished.log(),
                    null);
        }
    }
}
