package io.cloakroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command; its figures are of no interest here. */
final class BenchTest {
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    @Tag("bench")
    void bench_quick_fillsEveryRowAndSavesTheTables() throws Exception {
        System.setProperty(
                "cloakroom.checkout",
                Path.of("").toAbsolutePath().resolve("..").normalize().toString());
        try {
            assertThat(run("--quick", "--out", temporary.toString(), "--state", System.getProperty("cloakroom.state")))
                    .as(this::words)
                    .isZero();
        } finally {
            System.clearProperty("cloakroom.checkout");
        }

        assertThat(words()).contains("Aims").contains("HAProxy").contains("Classic relay");
        try (var files = Files.list(temporary)) {
            assertThat(files.map(Path::toString))
                    .hasSize(2)
                    .anyMatch(name -> name.endsWith(".md"))
                    .anyMatch(name -> name.endsWith(".csv"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "301", "-1", "x"})
    void bench_secondsOutOfRange_saysWhatIsAllowed(String seconds) {
        assertThat(run("--seconds", seconds)).isEqualTo(2);
    }

    @Test
    void bench_help_explains() {
        assertThat(run("--help")).isZero();
    }

    private int run(String... arguments) {
        var out = new PrintStream(written, true, StandardCharsets.UTF_8);
        return Main.commandLine(Terminal.of(out, Map.of())).execute(arguments);
    }

    private String words() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
