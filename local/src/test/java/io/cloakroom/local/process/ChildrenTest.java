package io.cloakroom.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildrenTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Readiness AT_ONCE = new Readiness(AMPLE, () -> true);

    @TempDir
    Path folder;

    private Children children;

    @BeforeEach
    void open() {
        children = new Children(folder, folder);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void run_tool_givesStatusAndOutput() {
        var finished = children.run(shell("tool", "cat; echo aside >&2; exit 3"), "asked".getBytes(UTF_8), AMPLE);

        assertThat(finished.status()).isEqualTo(3);
        assertThat(finished.output()).isEqualTo("asked");
        assertThat(finished.log()).hasContent("aside");
    }

    @Test
    void run_toolThatNeverEnds_isStopped() throws Exception {
        var program = shell("slow", "echo $$ >pid; exec sleep 60");

        assertThatThrownBy(() -> children.run(program, Duration.ofMillis(300)))
                .isInstanceOf(SetUpException.class)
                .hasMessage("slow took longer than 0 s");
        assertThat(isOver(Long.parseLong(Files.readString(folder.resolve("pid")).strip())))
                .isTrue();
    }

    @Test
    void run_mostOutput_isTaken() {
        var program = shell("loud", "head -c " + Tool.OUTPUT_BYTES_MAX + " /dev/zero");

        assertThat(children.run(program, AMPLE).output()).hasSize(Tool.OUTPUT_BYTES_MAX);
    }

    @Test
    void run_oneByteTooMuchOutput_fails() {
        var program = shell("loud", "head -c " + (Tool.OUTPUT_BYTES_MAX + 1) + " /dev/zero");

        assertThatThrownBy(() -> children.run(program, AMPLE)).hasMessage("loud printed too much");
    }

    @Test
    void run_environment_isAddedAndNotShown() {
        var program = shell("tool", "printf %s \"$PASSPHRASE\"").with("PASSPHRASE", "canary");

        assertThat(children.run(program, AMPLE).output()).isEqualTo("canary");
        assertThat(program.toString()).doesNotContain("canary");
    }

    @Test
    void run_noSuchProgram_namesIt() {
        // With util-linux it is setpriv that fails to find it, so both ways are one to the caller.
        var program = Program.of("ghost", folder, "/nonexistent/ghost");

        assertThat(outcomeOf(program)).contains("ghost");
    }

    @Test
    void start_programThatEnds_failsWithItsLastWords() {
        var program = shell("broken", "echo one; echo 'cannot bind' >&2; exit 1");

        assertThatThrownBy(() -> children.start(program, new Readiness(AMPLE, () -> false)))
                .isInstanceOfSatisfying(
                        SetUpException.class, fault -> assertThat(fault.log()).contains(folder.resolve("broken.log")))
                .hasMessage("broken ended before it was ready:\n  one\n  cannot bind");
    }

    @Test
    void start_neverReady_failsAtTheDeadlineAndStopsIt() {
        var program = shell("late", "exec sleep 60");

        assertThatThrownBy(() -> children.start(program, new Readiness(Duration.ofMillis(200), () -> false)))
                .hasMessage("late was not ready within 0 s");
        assertThat(folder.resolve("children")).isEmptyDirectory();
    }

    @Test
    void start_portTakenByAnother_isNotMistakenForReady() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var program = shell("server", "echo 'port taken'; exit 1");
            var readiness = new Readiness(AMPLE, () -> {
                waitForEndOf(folder.resolve("server.log"), "port taken");
                return Readiness.port(other.getLocalPort(), AMPLE).isReady().getAsBoolean();
            });

            assertThatThrownBy(() -> children.start(program, readiness)).hasMessageContaining("port taken");
        }
    }

    @Test
    void close_severalChildren_stopsTheLastOneFirst() {
        for (var name : List.of("first", "second", "third")) startAndTell(name);

        children.close();

        assertThat(folder.resolve("ends")).hasContent("third\nsecond\nfirst");
    }

    @Test
    void close_childThatIgnoresTerm_isKilledWithItsDescendants() throws Exception {
        var program = shell("stubborn", "trap '' TERM; sleep 60 & echo $! >grandchild; while :; do sleep 1; done");
        var impatient = new Children(folder, folder, Duration.ofMillis(200));
        var child = impatient.start(program, isThere("grandchild"));
        var grandchild =
                Long.parseLong(Files.readString(folder.resolve("grandchild")).strip());

        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(isOver(grandchild)).isTrue();
    }

    @Test
    void close_parentThatLeavesItsWorkersBehind_endsTheWorkers() throws Exception {
        var child = children.start(shell("careless", "sleep 60 & echo $! >worker; wait"), isThere("worker"));
        var worker = Long.parseLong(Files.readString(folder.resolve("worker")).strip());

        child.close();

        assertThat(isOver(worker)).isTrue();
    }

    @Test
    void start_afterClose_isRefused() {
        children.close();

        assertThatThrownBy(() -> children.start(shell("late", "sleep 60"), AT_ONCE))
                .hasMessageContaining("stopping");
    }

    @Test
    void lost_childThatEndsByItself_isReported() throws Exception {
        var child = children.start(shell("mortal", "sleep 60"), AT_ONCE);

        ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();

        assertThat(children.lost().get(10, TimeUnit.SECONDS)).isSameAs(child);
    }

    @Test
    void lost_childThatWasStopped_isNotReported() {
        var child = children.start(shell("mortal", "exec sleep 60"), AT_ONCE);

        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(children.lost()).isNotDone();
    }

    @Test
    void open_folderOfCrashedRun_endsWhatItLeft() throws Exception {
        var left = new ProcessBuilder("sleep", "60").start();
        var identity = ProcessIdentity.of(left.toHandle());
        Files.writeString(folder.resolve("children/" + identity.pid()), identity.start());

        new Children(folder, folder).close();

        assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void open_numberGivenToAnotherProcess_leavesItAlone() throws Exception {
        var other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("children/" + other.pid()), "an earlier boot:1");

            new Children(folder, folder).close();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void log_asLargeAsAllowed_isAppendedTo() throws Exception {
        Files.write(folder.resolve("tool.log"), new byte[LogFile.BYTES_MAX]);

        children.run(shell("tool", "echo more >&2"), AMPLE);

        assertThat(Files.size(folder.resolve("tool.log"))).isEqualTo(LogFile.BYTES_MAX + 5);
    }

    @Test
    void log_grownLarger_isSetAside() throws Exception {
        Files.write(folder.resolve("tool.log"), new byte[LogFile.BYTES_MAX + 1]);

        children.run(shell("tool", "echo more >&2"), AMPLE);

        assertThat(folder.resolve("tool.log")).hasContent("more");
        assertThat(folder.resolve("tool.log.old")).exists();
    }

    private Program shell(String name, String script) {
        return Program.of(name, folder, "/bin/sh", "-c", script);
    }

    private void startAndTell(String name) {
        var script = "trap 'echo " + name + " >>ends; exit 0' TERM; : >" + name + ".up; while :; do sleep 0.05; done";
        var _ = children.start(shell(name, script), isThere(name + ".up"));
    }

    private Readiness isThere(String file) {
        return new Readiness(AMPLE, () -> isFilled(folder.resolve(file)));
    }

    private static boolean isFilled(Path file) {
        try {
            return Files.exists(file) && (file.toString().endsWith(".up") || Files.size(file) > 1);
        } catch (IOException fault) {
            return false;
        }
    }

    private String outcomeOf(Program program) {
        try {
            var finished = children.run(program, AMPLE);
            return "status " + finished.status() + ": " + Files.readString(finished.log());
        } catch (SetUpException fault) {
            return String.valueOf(fault.getMessage());
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static void waitForEndOf(Path log, String word) {
        try {
            while (!Files.readString(log).contains(word)) Thread.onSpinWait();
            Thread.sleep(100);
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError(fault);
        }
    }

    private static boolean isOver(long pid) {
        return ProcessHandle.of(pid).filter(ProcessIdentity::isRunning).isEmpty();
    }
}
