package io.cloakroom.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreesTest {
    @TempDir
    Path temporary;

    @Test
    void copy_tree_keepsTimesAndLinks() throws Exception {
        var from = temporary.resolve("from");
        Files.createDirectories(from.resolve("sub"));
        var file = Files.writeString(from.resolve("sub/file"), "text");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        Files.createSymbolicLink(from.resolve("link"), Path.of("sub/file"));

        Trees.copy(from, temporary.resolve("to"));

        var copy = temporary.resolve("to/sub/file");
        assertThat(copy).hasContent("text");
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(FileTime.fromMillis(1_000_000));
        assertThat(temporary.resolve("to/link")).isSymbolicLink();
    }

    @Test
    void delete_linkToAFolder_leavesThatFolderAlone() throws Exception {
        var elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "text");
        var tree = Files.createDirectories(temporary.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        Trees.delete(tree);

        assertThat(Files.exists(tree, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(elsewhere.resolve("file")).exists();
    }

    @Test
    void size_tree_isTheSumOfItsFiles() throws Exception {
        var sub = Files.createDirectories(temporary.resolve("sub"));
        Files.write(sub.resolve("a"), new byte[10]);
        Files.write(temporary.resolve("b"), new byte[5]);

        assertThat(Trees.size(temporary)).isEqualTo(15);
        assertThat(Trees.size(temporary.resolve("none"))).isZero();
    }
}
