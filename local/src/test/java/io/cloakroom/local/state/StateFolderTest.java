package io.cloakroom.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateFolderTest {
    @TempDir
    Path temporary;

    @Test
    void open_newFolder_hasItsPartsAndIsClosedToOthers() throws Exception {
        var state = StateFolder.open(temporary.resolve("a/b"));

        assertThat(state.root()).isDirectoryContaining(path -> path.equals(state.downloads()));
        assertThat(Files.getPosixFilePermissions(state.root()))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
        for (var part :
                new Path[] {state.site(), state.db(), state.pool(), state.dynamodb(), state.keys(), state.logs()}) {
            assertThat(part).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "dots.and-dashes_1", "plus+at@(x)"})
    void open_ordinaryPath_isTaken(String name) {
        assertThat(StateFolder.open(temporary.resolve(name)).root()).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a'b", "a$b", "a;b", "a{b", "a:b", "a#b", "a%b", "a\\b", "a\nb"})
    void open_pathThatAProgramWouldMisread_isRefused(String name) {
        assertThatThrownBy(() -> StateFolder.open(temporary.resolve(name))).isInstanceOf(SetUpException.class);
    }

    @Test
    void open_placeTakenByAFile_saysSo() throws Exception {
        var file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> StateFolder.open(file))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void secret_askedForTwice_isTheSameAndClosedToOthers() throws Exception {
        var state = StateFolder.open(temporary);

        var first = state.secret("name", () -> "one");

        assertThat(StateFolder.open(temporary).secret("name", () -> "two")).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(state.keys().resolve("name")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(state.keys()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void secret_emptyFile_isNotTaken() throws Exception {
        var state = StateFolder.open(temporary);
        Files.createFile(state.keys().resolve("name"));

        assertThatThrownBy(() -> state.secret("name", () -> "one")).isInstanceOf(SetUpException.class);
    }

    @Test
    void passphrase_made_meetsTheUsualRules() {
        var state = StateFolder.open(temporary);

        assertThat(state.passphrase().reveal()).matches("([A-Z][a-z]{5}-){3}[0-9]{2}");
        assertThat(state.passphrase().toString())
                .doesNotContain(state.passphrase().reveal());
    }

    @Test
    void reset_notRunning_leavesTheDownloadsAlone() throws Exception {
        var state = StateFolder.open(temporary);
        Files.writeString(state.downloads().resolve("kept"), "");
        Files.createDirectories(state.site().resolve("wp-content"));
        Files.writeString(state.run().resolve("ports.json"), "{}");
        var before = state.passphrase();

        assertThat(state.reset()).isEmpty();

        assertThat(state.downloads().resolve("kept")).exists();
        assertThat(state.site()).isEmptyDirectory();
        assertThat(state.run().resolve("ports.json")).doesNotExist();
        assertThat(state.passphrase()).isNotEqualTo(before);
        assertThat(RunLock.holder(state)).isEmpty();
    }

    @Test
    void reset_running_isRefused() throws Exception {
        var state = StateFolder.open(temporary);
        Files.writeString(state.site().resolve("index.php"), "");
        try (var _ = ((RunLock.Attempt.Taken) RunLock.take(state)).lock()) {
            assertThat(state.reset())
                    .get()
                    .extracting(Running::pid)
                    .isEqualTo(ProcessHandle.current().pid());
        }
        assertThat(state.site().resolve("index.php")).exists();
    }
}
