package io.cloakroom.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.cli.moving.Import.Outcome.Rejected;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
    @TempDir
    private Path folder;

    @Test
    void file_isNewAndHoldsLinesAndReasons() throws IOException {
        var file = folder.resolve("x.csv");
        try (var rejects = Rejects.create(file)) {
            rejects.add(new Rejected(9, "\"a\", b"));
        }
        assertThat(file).hasContent("line,reason\n9,\"\"\"a\"\", b\"\n");
        assertThatThrownBy(() -> Rejects.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void disk_thatIsFull_isNotPassedOver() {
        assertThatThrownBy(RejectsTest::fill).isInstanceOf(IOException.class);
    }

    private static void fill() throws IOException {
        try (var rejects = new Rejects(Files.newBufferedWriter(Path.of("/dev/full")))) {
            rejects.add(new Rejected(1, "x"));
        }
    }
}
