package io.cloakroom.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout with our launcher and a source file, a JDK whose {@code java} tells how it was called, and a Maven that makes an
 * empty jar and counts its builds.
 */
final class Checkout {
    final Path root;
    private final Path jdk;
    private final Path tools;

    Checkout(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("checkout"));
        jdk = folder.resolve("jdk");
        tools = folder.resolve("tools");
        Files.copy(Path.of(System.getProperty("user.dir")).resolveSibling("cloakroom"), root.resolve("cloakroom"));
        Files.setPosixFilePermissions(root.resolve("cloakroom"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write(root.resolve("pom.xml"), "<project/>");
        write(source(), "class Source {}");
        write(root.resolve("local/pom.xml"), "<project/>");
        write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/javac"), "");
        script(jdk.resolve("bin/java"), "echo \"pid $$\"; for word in \"$@\"; do echo \"$word\"; done");
        mavenWhoseTests("exit 0");
        age();
    }

    /** Replaces Maven by one that does this in place of tests. */
    void mavenWhoseTests(String script) throws IOException {
        maven("3.8.7", """
                echo "$*" >>"$0.calls"
                while [ $# -gt 0 ]; do [ "$1" != --projects ] || module=$2; shift; done
                [ -n "${module:-}" ] || { %2$s; exit; }
                mkdir -p "%1$s/$module/target"; : >"%1$s/$module/target/cloakroom-$module.jar"
                """.formatted(root, script));
    }

    Path source() {
        return root.resolve("local/src/main/java/Source.java");
    }

    /** Replaces Maven. */
    void maven(String version, String script) throws IOException {
        script(
                tools.resolve("mvn"),
                "[ \"$1\" != --version ] || { echo 'Apache Maven " + version + "'; exit 0; }\n" + script);
    }

    void removeMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
    }

    /** How Maven was called, a line each. */
    List<String> builds() throws IOException {
        var calls = tools.resolve("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** As if all sources had been written a minute ago. */
    void age() throws IOException {
        var before = FileTime.from(Instant.now().minusSeconds(60));
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.toList()) Files.setLastModifiedTime(file, before);
        }
    }

    Process start(String... arguments) throws IOException {
        // Whoever runs these tests in a shell's background ignores Ctrl-C, and so would all that is started here.
        var launcher = Stream.of(
                "setsid",
                "env",
                "--default-signal=INT",
                root.resolve("cloakroom").toString());
        var command = Stream.concat(launcher, Arrays.stream(arguments)).toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().remove("CLOAKROOM_MAVEN");
        // Where this machine has a Maven, it must not be found.
        if (!Files.exists(tools.resolve("mvn"))) builder.environment().put("CLOAKROOM_MAVEN", "no-maven");
        return builder.start();
    }

    Run run(String... arguments) throws Exception {
        var process = start(arguments);
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("it does not end: " + output);
        return new Run(process.exitValue(), output, process.pid());
    }

    record Run(int status, String output, long pid) {}

    static void write(Path file, String text) throws IOException {
        var folder = file.getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.writeString(file, text);
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
