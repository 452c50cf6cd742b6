package io.cloakroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearseCommandTest {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void rehearse_readsOpenTheRecord_andNothingIsLeftBehind() throws IOException {
        var before = folders();

        assertThat(Main.commandLine().execute("rehearse")).isZero();

        assertThat(folders()).isEqualTo(before);
    }

    private static long folders() throws IOException {
        try (Stream<Path> all = Files.list(TEMPORARY)) {
            return all.filter(file -> file.getFileName().toString().startsWith("cloakroom-rehearsal"))
                    .count();
        }
    }
}
