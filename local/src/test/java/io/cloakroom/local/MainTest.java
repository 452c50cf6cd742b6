package io.cloakroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.state.RunLock;
import io.cloakroom.local.state.Running;
import io.cloakroom.local.state.StateFolder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, each in a JVM of its own. */
final class MainTest {
    @TempDir
    Path temporary;

    private final List<Process> started = new ArrayList<>();
    private StateFolder state;

    @BeforeEach
    void shareDownloads() throws Exception {
        state = StateFolder.open(temporary.resolve("state"));
        Files.createDirectories(Downloads.folder());
        Files.delete(state.downloads());
        Files.createSymbolicLink(state.downloads(), Downloads.folder().toAbsolutePath());
    }

    @AfterEach
    void endAll() throws Exception {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
        // A link out of the temporary folder would be complained of.
        Files.deleteIfExists(state.downloads());
    }

    @Test
    @Tag("dynamodb")
    void demo_startedTwice_secondTellsTheFirstOnesAddresses() throws Exception {
        up("--only", "dynamodb");

        var second = run("demo", "--only", "dynamodb");

        assertThat(second.status()).isZero();
        assertThat(second.output())
                .contains("It is up already")
                .contains(holder().addresses().getFirst().url());
    }

    @Test
    @Tag("dynamodb")
    void demo_resetWhileItRuns_isRefused() throws Exception {
        up("--only", "dynamodb");

        var second = run("demo", "--reset");

        assertThat(second.status()).isEqualTo(2);
        assertThat(second.output()).contains("stop it first");
    }

    @Test
    @Tag("dynamodb")
    void demo_toldToEnd_stopsAllAndFreesTheFolder() throws Exception {
        var demo = up("--only", "dynamodb");
        var processes = demo.descendants().toList();

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        assertThat(RunLock.holder(state)).isEmpty();
        assertThat(processes).hasSize(1);
        assertThat(areOver(processes)).isTrue();
    }

    @Test
    @Tag("dynamodb")
    void demo_partEndsByItself_saysSoAndEnds() throws Exception {
        var demo = up("--only", "dynamodb");
        var server = demo.descendants().findFirst().orElseThrow();

        server.destroyForcibly();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(3);
    }

    @Test
    @Tag("dynamodb")
    void demo_noMaven_saysWhatToDo() throws Exception {
        Files.delete(state.downloads());
        Files.createDirectory(state.downloads());

        var demo =
                start(List.of("demo", "--only", "dynamodb"), "CLOAKROOM_MAVEN", "/nonexistent", "PATH", "/nonexistent");
        var output = new String(demo.getInputStream().readAllBytes(), UTF_8);

        assertThat(demo.waitFor()).isEqualTo(3);
        assertThat(output)
                .contains("Maven was not found")
                .contains("apt-get install maven")
                .doesNotContain("Exception");
    }

    @Test
    @Tag("site")
    void demo_killed_leavesNoProcessAndCanBeStartedAgain() throws Exception {
        var demo = up("--only", "site");
        var processes = demo.descendants().toList();

        demo.destroyForcibly().waitFor();

        // MariaDB; PHP and its four workers; nginx and its worker.
        assertThat(processes).hasSize(8);
        assertThat(areOver(processes)).isTrue();
        up("--only", "site");
        assertThat(holder().addresses().getFirst().url()).startsWith("http://site.cloakroom.localhost:");
    }

    @Test
    @Tag("site")
    void prepare_site_startsNothing() throws Exception {
        var prepared = run("prepare", "--for", "site");

        assertThat(prepared.output()).doesNotContain("Exception");
        assertThat(prepared.status()).isZero();
        assertThat(state.run().resolve("children")).isEmptyDirectory();
        assertThat(RunLock.holder(state)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --only nothing", "demo --unknown", "prepare --for nothing", "nothing"})
    void command_wrongUse_hasStatusTwo(String words) throws Exception {
        assertThat(run(words.split(" ", -1)).status()).isEqualTo(2);
    }

    @Test
    void command_unfitState_saysWhatIsWrong() throws Exception {
        var demo = start(List.of("demo", "--state", temporary.resolve("a'b").toString()));
        var output = new String(demo.getInputStream().readAllBytes(), UTF_8);

        assertThat(demo.waitFor()).isEqualTo(3);
        assertThat(output).contains("would misread its path").doesNotContain("Exception");
    }

    private record Run(int status, String output) {}

    private Run run(String... words) throws Exception {
        var process = start(inTheFolder(words));
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** A demo that is up. */
    private Process up(String... options) throws Exception {
        var words = Stream.concat(Stream.of("demo"), Arrays.stream(options)).toArray(String[]::new);
        var demo = start(inTheFolder(words));
        var output = new BufferedReader(new InputStreamReader(demo.getInputStream(), UTF_8));
        var all = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Stop with Ctrl-C")) return demo;
            all.append(line).append('\n');
        }
        throw new AssertionError("it did not come up:\n" + all);
    }

    private List<String> inTheFolder(String... words) {
        return Stream.concat(
                        Arrays.stream(words), Stream.of("--state", state.root().toString()))
                .toList();
    }

    private Process start(List<String> words, String... environment) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (var i = 0; i < environment.length; i += 2) builder.environment().put(environment[i], environment[i + 1]);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private Running holder() {
        return RunLock.holder(state).orElseThrow();
    }

    private static boolean areOver(List<ProcessHandle> processes) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(20);
        }
        return true;
    }
}
