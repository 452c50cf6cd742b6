package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Clients of Cognito's from the npm registry, and scripts of ours that use them. Installed once for each version of the lock file. */
record NpmClients(Path folder) {
    private static final Path SOURCES = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("node_modules", ".package-lock.json");

    static NpmClients install() {
        var clients = new NpmClients(Path.of("target", "npm").toAbsolutePath());
        try {
            clients.copySources();
            if (!Files.exists(clients.folder.resolve(INSTALLED))) clients.npm();
        } catch (IOException fault) {
            throw new AssertionError("no npm clients", fault);
        }
        return clients;
    }

    private void copySources() throws IOException {
        Files.createDirectories(folder);
        var lock = folder.resolve("package-lock.json");
        var isNew = !Files.exists(lock) || Files.mismatch(lock, SOURCES.resolve("package-lock.json")) >= 0;
        if (isNew) Files.deleteIfExists(folder.resolve(INSTALLED));
        try (var files = Files.list(SOURCES)) {
            for (var file : files.toList())
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** No script of a package runs; what "./cloakroom prepare" has fetched is not fetched again. */
    private void npm() {
        var cache = Path.of(System.getProperty("cloakroom.state", "target"), "downloads", "npm");
        run(
                Map.of(),
                List.of(
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--cache",
                        cache.toAbsolutePath().toString()));
    }

    /** Runs a script to its end and asks that it went well. Its checks stand in the output. */
    String run(String script, Map<String, ?> pool) {
        return run(Map.of("POOL", Json.writeText(pool)), List.of("node", script));
    }

    private String run(Map<String, String> environment, List<String> command) {
        try {
            var log = Files.createTempFile(folder, "run", ".log");
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.redirectOutput(log.toFile()).environment().putAll(environment);
            var process = builder.start();
            var hasEnded = process.waitFor(5, TimeUnit.MINUTES);
            if (!hasEnded) process.destroyForcibly();
            var output = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(hasEnded && process.exitValue() == 0)
                    .as("%s\n%s", command, output)
                    .isTrue();
            return output;
        } catch (IOException fault) {
            throw new AssertionError(command.getFirst() + " cannot be run", fault);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", end);
        }
    }
}
