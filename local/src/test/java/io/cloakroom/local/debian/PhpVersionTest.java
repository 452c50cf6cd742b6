package io.cloakroom.local.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhpVersionTest {
    private static final Machine.Debian BOOKWORM = new Machine.Debian(12, "bookworm");

    @TempDir
    Path root;

    @Test
    void of_installed_beatsWhatIsOffered() throws Exception {
        Files.createDirectories(root.resolve("usr/sbin"));
        Files.createFile(root.resolve("usr/sbin/php-fpm8.2"));
        Files.createFile(root.resolve("usr/sbin/php-fpm8.10"));

        assertThat(PhpVersion.of(BOOKWORM, root, () -> "php8.4-fpm")).isEqualTo("8.10");
    }

    @Test
    void of_nothingInstalled_isWhatIsOffered() {
        assertThat(PhpVersion.of(BOOKWORM, root, () -> "php-fpm\n  Depends: php8.4-fpm\n"))
                .isEqualTo("8.4");
    }

    @Test
    void of_aptKnowsNothingYet_isWhatTheReleaseHas() {
        assertThat(PhpVersion.of(BOOKWORM, root, () -> "")).isEqualTo("8.2");
        assertThat(PhpVersion.of(new Machine.Debian(13, "trixie"), root, () -> ""))
                .isEqualTo("8.4");
    }

    @Test
    void of_unknownRelease_saysWhatToDo() {
        assertThatThrownBy(() -> PhpVersion.of(new Machine.Debian(0, "forky"), root, () -> ""))
                .isInstanceOfSatisfying(
                        SetUpException.class,
                        fault -> assertThat(fault.advice()).contains("apt-get update"));
    }
}
