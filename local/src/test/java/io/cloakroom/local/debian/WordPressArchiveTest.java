package io.cloakroom.local.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("site")
final class WordPressArchiveTest {
    /** Its archive is unknown to apt, so that whatever asks the archive fails. */
    private static final Machine.Debian CUT_OFF = new Machine.Debian(12, "cut-off");

    @TempDir
    Path temporary;

    private Children children;

    @BeforeEach
    void open() throws Exception {
        children = new Children(temporary, temporary);
        Files.createDirectories(Downloads.folder());
        archive(Downloads.folder()).fetch((Machine.Debian) Machine.detect());
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void fetch_cutOffWithAllThere_usesIt() {
        var debs = archive(Downloads.folder()).fetch(CUT_OFF);

        assertThat(debs.version()).startsWith("6.8.");
        assertThat(debs.files())
                .allMatch(Files::isRegularFile)
                .anyMatch(file -> file.toString().contains("twentytwentyfive"));
    }

    @Test
    void fetch_cutOffWithOneDamaged_doesNotUseIt() throws Exception {
        Trees.copy(Downloads.folder().resolve("wordpress-debs"), temporary.resolve("wordpress-debs"));
        var debs = archive(temporary).fetch(CUT_OFF);
        Files.writeString(debs.files().getFirst(), "damaged");

        assertThatThrownBy(() -> archive(temporary).fetch(CUT_OFF))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("cut-off");
    }

    @Test
    void fetch_cutOffWithOneGone_doesNotUseIt() throws Exception {
        Trees.copy(Downloads.folder().resolve("wordpress-debs"), temporary.resolve("wordpress-debs"));
        Files.delete(archive(temporary).fetch(CUT_OFF).files().getLast());

        assertThatThrownBy(() -> archive(temporary).fetch(CUT_OFF)).isInstanceOf(SetUpException.class);
    }

    private WordPressArchive archive(Path downloads) {
        return new WordPressArchive(downloads, children, Progress.silent());
    }
}
