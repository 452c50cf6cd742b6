package io.cloakroom.local.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArchiveSourcesTest {
    private static final Machine.Debian BOOKWORM = new Machine.Debian(12, "bookworm");

    @Test
    void parse_mainAndSecurity_takesBoth() {
        var targets = """
                bookworm-updates main http://updates.example/debian/
                bookworm contrib http://contrib.example/debian/
                bookworm main cdrom:[Debian 12]/
                bookworm main http://mirror.example/debian/
                bookworm-security main http://security.example/debian-security/
                """;

        assertThat(ArchiveSources.parse(BOOKWORM, targets))
                .isEqualTo(new ArchiveSources(
                        "http://mirror.example/debian/", Optional.of("http://security.example/debian-security/")));
    }

    @Test
    void parse_releaseNamedByItsPartInLife_isFound() {
        assertThat(ArchiveSources.parse(BOOKWORM, "stable main http://mirror.example/debian/\n"))
                .isEqualTo(new ArchiveSources("http://mirror.example/debian/", Optional.empty()));
    }

    @Test
    void parse_noSource_saysSo() {
        assertThatThrownBy(() -> ArchiveSources.parse(BOOKWORM, ""))
                .isInstanceOf(SetUpException.class)
                .hasMessage("apt has no source for Debian bookworm main");
    }
}
