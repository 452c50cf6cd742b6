package io.cloakroom.local.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin's own PHP tests, on the real WordPress that the demo runs on. */
@Tag("php")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PluginTest {
    private static final Path RUN =
            Path.of("..", "wordpress", "tests", "run.sh").toAbsolutePath();

    private Site site;
    private Path tree;

    @BeforeAll
    void copy(@TempDir Path temporary) throws IOException {
        site = new Site(temporary);
        tree = site.copyTree();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--multisite"})
    void plugin_onWordPress_passesItsTests(String network) throws Exception {
        run(network);
    }

    /** On doubles; and on each real membership plugin whose folder lies in {@code CLOAKROOM_PLUGINS}. */
    @Test
    void memberships_onDoublesOrTheRealThing_keepTheContract() throws Exception {
        run("--memberships");
    }

    private void run(String which) throws Exception {
        var command = List.of("sh", RUN.toString(), "--mariadb", which, tree.toString()).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        var output = site.state.logs().resolve("phpunit.log");
        var tests = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(tests.waitFor(Duration.ofMinutes(10))).isTrue();
        assertThat(output).content().contains("OK (").doesNotContain("Skipped", "Risky", "Incomplete");
        assertThat(tests.exitValue()).isZero();
    }
}
