package io.cloakroom.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Address;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    @Test
    void trouble_withLog_saysWhatHappenedWhatToDoAndWhereToLook() {
        var written = Written.plain();
        var trouble = new SetUpException(
                "nginx ended before it was ready:\n  bind() failed",
                "Stop what listens there.",
                Path.of("/s/nginx.log"),
                null);

        new Screen(written.terminal).trouble(trouble);

        assertThat(written.all()).isEqualTo("""

                \u2717 nginx ended before it was ready:
                    bind() failed
                  Stop what listens there.
                  Log: /s/nginx.log
                """);
    }

    @Test
    void sentence_longerThanALine_isWrappedBetweenWords() {
        var written = Written.live(40);

        new Screen(written.terminal).sentence("These Debian packages are missing: php8.2-cli php8.2-fpm nginx-light.");

        assertThat(written.all()).isEqualTo("""
                These Debian packages are missing:
                php8.2-cli php8.2-fpm nginx-light.
                """);
    }

    @Test
    void sentence_exactlyALine_isNotWrapped() {
        var written = Written.live(40);
        var line = "a".repeat(19) + " " + "b".repeat(20);

        new Screen(written.terminal).sentence(line);

        assertThat(written.all()).isEqualTo(line + "\n");
    }

    @Test
    void command_longerThanALine_isLeftWhole() {
        var written = Written.live(40);
        var command = "sudo sh /state/install-packages.sh " + "php8.2-cli ".repeat(10);

        new Screen(written.terminal).command(command);

        assertThat(written.all()).isEqualTo("  " + command + "\n");
    }

    @Test
    void addresses_several_standInAColumn() {
        var written = Written.plain();

        new Screen(written.terminal)
                .addresses(List.of(new Address("Site", "http://a:1"), new Address("DynamoDB Local", "http://b:2")));

        assertThat(written.all().lines())
                .containsExactly("  Site            http://a:1", "  DynamoDB Local  http://b:2");
    }
}
