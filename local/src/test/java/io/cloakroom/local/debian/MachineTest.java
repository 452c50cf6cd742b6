package io.cloakroom.local.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
    @TempDir
    Path root;

    @Test
    void detect_debian_givesVersionAndCodename() throws Exception {
        write(
                "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\n");

        assertThat(Machine.detect(root, "Linux")).isEqualTo(new Machine.Debian(12, "bookworm"));
    }

    @Test
    void detect_unreleasedDebian_hasNoVersion() throws Exception {
        write("PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nVERSION_CODENAME=forky\nID=debian\n");

        assertThat(Machine.detect(root, "Linux")).isEqualTo(new Machine.Debian(0, "forky"));
    }

    @Test
    void detect_likeDebian_isAnother() throws Exception {
        write("PRETTY_NAME=\"Ubuntu 26.04 LTS\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"26.04\"\n");

        assertThat(Machine.detect(root, "Linux")).isEqualTo(new Machine.Other("Ubuntu 26.04 LTS"));
    }

    @Test
    void detect_noReleaseFile_isNamedByItsKernel() {
        assertThat(Machine.detect(root, "Mac OS X")).isEqualTo(new Machine.Other("Mac OS X"));
    }

    private void write(String release) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), release);
    }
}
