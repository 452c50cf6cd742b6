package io.cloakroom.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessAccountTest {
    @ParameterizedTest
    @ValueSource(strings = {"java", "a name", "odd) S 1 2 (name", ")"})
    void ticks_anyName_areOfItselfAndOfItsEndedChildren(String name) {
        var line = "4711 (" + name + ") S 1 4711 4711 0 -1 4194304 100 200 0 0 30 4 500 6 20 0 1 0 123 0 99";

        assertThat(ProcStat.parse(line).ticks()).isEqualTo(540);
    }

    @Test
    void residentBytes_statusOfAProcess_isItsLine() {
        assertThat(ProcessAccount.residentBytes("VmHWM:\t  900 kB\nVmRSS:\t  812 kB\nRssAnon:\t 100 kB\n"))
                .isEqualTo(812 << 10);
    }

    @Test
    void residentBytes_endedProcess_isNothing() {
        assertThat(ProcessAccount.residentBytes("State:\tZ (zombie)\n")).isZero();
    }

    @Test
    void of_childThatEnded_countsOnAsItsParents() throws Exception {
        var self = Set.of(ProcessHandle.current().pid());
        var before = ProcessAccount.of(self).cpu();
        var shell = new ProcessBuilder("sh", "-c", "n=0; while [ $n -lt 200000 ]; do n=$((n+1)); done").start();

        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(ProcessAccount.of(self).cpu().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void of_descendants_countToo() throws Exception {
        var shell = new ProcessBuilder("sh", "-c", "sleep 60 & wait").start();
        try {
            while (shell.descendants().count() < 1) Thread.onSpinWait();

            assertThat(ProcessAccount.withDescendants(Set.of(shell.pid())))
                    .hasSize(2)
                    .contains(shell.pid());
            assertThat(ProcessAccount.of(Set.of(shell.pid())).residentBytes()).isPositive();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroy);
            shell.destroy();
        }
    }

    @Test
    void of_nobody_isNothing() {
        assertThat(ProcessAccount.of(Set.of())).isEqualTo(new ProcessAccount(Duration.ZERO, 0));
    }

    @Test
    void machineTime_firstLine_sumsUpAllCores() {
        var text = "cpu  100 20 30 4000 50 6 7 80 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

        assertThat(MachineTime.parse(text)).isEqualTo(new MachineTime(Duration.ofMillis(1630), Duration.ofMillis(800)));
    }
}
