package io.cloakroom.local.dynamodb;

import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB Local with all that it needs.
 *
 * @param folder of the jars and the native libraries
 */
public record DynamoDbLocalJars(Path folder) {
    /** The one whose server our launcher knows how to reach. */
    public static final String VERSION = "3.1.0";

    private static final String FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";
    private static final Duration FETCH_WITHIN = Duration.ofMinutes(10);

    /**
     * What an earlier call fetched, or else fetched now by Maven.
     *
     * @param downloads of the state folder
     * @throws SetUpException if Maven fails
     */
    public static DynamoDbLocalJars fetch(Path downloads, Maven maven, Children children, Progress progress) {
        var jars = new DynamoDbLocalJars(downloads.resolve("dynamodb-local-" + VERSION));
        if (Files.isDirectory(jars.folder)) return jars;
        try (var stage = progress.begin("DynamoDB Local, download")) {
            jars.fetch(maven, children, stage);
            stage.bytes(Trees.size(jars.folder), Trees.size(jars.folder));
            stage.done(VERSION);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return jars;
    }

    private void fetch(Maven maven, Children children, Progress.Stage stage) throws IOException {
        var part = folder.resolveSibling(folder.getFileName() + ".part");
        Trees.delete(part);
        Files.createDirectories(part);
        var pom = new Resource(DynamoDbLocalJars.class, "download-pom.xml").copyInto(part);
        var command = List.of(
                maven.program().toString(),
                "--batch-mode",
                "--quiet",
                "--file",
                pom.toString(),
                FETCH,
                "-DincludeScope=runtime",
                "-Ddynamodb-local.version=" + VERSION,
                "-DoutputDirectory=" + part);
        var program = new Program(
                "DynamoDB Local download", command, Map.of("JAVA_HOME", System.getProperty("java.home")), part);
        stage.bytes(0, 0);
        var finished = children.run(program, FETCH_WITHIN);
        if (finished.status() != 0) {
            throw new SetUpException(
                    "Maven could not fetch DynamoDB Local:\n"
                            + finished.output().strip().indent(2).stripTrailing(),
                    "Is Maven Central, or the mirror in your settings.xml, within reach? Then start again.",
                    finished.log(),
                    null);
        }
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
