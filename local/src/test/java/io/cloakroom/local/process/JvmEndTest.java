package io.cloakroom.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However the JVM ends, its children end. */
final class JvmEndTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (var jvm : started) {
            jvm.destroy();
            jvm.waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129", "KILL, 137"})
    void jvm_endedBySignal_leavesNoProcess(String signal, int status) throws Exception {
        var jvm = start();
        var processes = processes();

        signal(jvm, signal);

        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).isEqualTo(status);
        await(processes);
        assertThat(processes).hasSize(4).noneMatch(ProcessIdentity::isRunning);
    }

    @Test
    void jvm_startingThreadOver_childrenLiveOn() throws Exception {
        start();

        assertThat(processes()).hasSize(4).allMatch(ProcessHandle::isAlive);
    }

    @Test
    void children_afterCtrlC_wereNotHitByIt() throws Exception {
        // A terminal sends Ctrl-C to the whole process group, and "setsid" gives this JVM one like a shell would.
        var jvm = start();
        var group = Long.toString(jvm.pid());

        new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor();

        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("interrupts")).doesNotExist();
    }

    private Process start() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var classPath = System.getProperty("java.class.path");
        // Whoever runs these tests in a shell's background ignores Ctrl-C, and so would all that is started here.
        var jvm = new ProcessBuilder(List.of(
                        "setsid",
                        "env",
                        "--default-signal=INT",
                        java,
                        "-cp",
                        classPath,
                        JvmWithChildren.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        started.add(jvm);
        var output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("ready");
        return jvm;
    }

    private List<ProcessHandle> processes() throws Exception {
        var processes = new ArrayList<ProcessHandle>();
        for (var name : List.of("one.pid", "one.worker", "two.pid", "two.worker")) {
            var pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
            ProcessHandle.of(pid).ifPresent(processes::add);
        }
        return processes;
    }

    private static void await(List<ProcessHandle> processes) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (processes.stream().anyMatch(ProcessIdentity::isRunning) && System.nanoTime() < deadline)
            Thread.sleep(10);
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
