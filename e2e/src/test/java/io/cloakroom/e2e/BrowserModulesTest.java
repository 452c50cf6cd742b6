package io.cloakroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests that the browser's modules bring along, written in their own language. */
@Tag("browser")
final class BrowserModulesTest {
    private static final Path MODULES =
            Path.of("..", "browser").toAbsolutePath().normalize();

    @Test
    void modules_inARealBrowser_passTheirTests() throws Exception {
        var output = Files.createDirectories(Path.of("target")).resolve("browser-modules.log");
        var tests = new ProcessBuilder("node", "--test", "--test-reporter=tap")
                .directory(MODULES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        try {
            assertThat(tests.waitFor(Duration.ofMinutes(10))).isTrue();
        } finally {
            // First what it started itself, while it still leads there.
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
        assertThat(output).content().containsPattern("# pass [1-9]").contains("# fail 0", "# skipped 0");
        assertThat(tests.exitValue()).isZero();
    }
}
