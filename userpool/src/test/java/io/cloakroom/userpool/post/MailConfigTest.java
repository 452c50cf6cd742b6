package io.cloakroom.userpool.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailConfigTest {
    private static Optional<MailConfig> read(String lines) {
        var settings = Settings.of(lines.isEmpty() ? "" : "mail:\n  " + lines.replace(", ", "\n  ") + "\n");
        var config = MailConfig.from(settings);
        settings.done();
        return config;
    }

    @Test
    void mail_none_isNone() {
        assertThat(read("")).isEmpty();
    }

    @Test
    void mail_ofHostAndSender_isGuardedByDefault() {
        var config = read("host: mail.example.test, from: pool@example.test").orElseThrow();
        assertThat(config.port()).isEqualTo(587);
        assertThat(config.security()).isEqualTo(MailConfig.Security.STARTTLS);
        assertThat(config.login()).isEmpty();
    }

    @Test
    void mail_unguarded_isForThisMachineOnly() {
        assertThat(read("host: 127.0.0.1, from: a@b.test, security: none")).isPresent();
        assertThat(read("host: localhost, from: a@b.test, security: none")).isPresent();
        for (var host : new String[] {"mail.example.test", "localhost.example.test", "10.0.0.1"}) {
            assertThatThrownBy(() -> read("host: " + host + ", from: a@b.test, security: none"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("mail.security");
        }
    }

    @Test
    void mail_halfOrWrong_isAFault() {
        for (var lines : new String[] {
            "host: x",
            "from: a@b.test",
            "host: x, from: nobody",
            "host: x y, from: a@b.test",
            "host: x, from: a@b.test, port: 0",
            "host: x, from: a@b.test, user: pool"
        }) {
            assertThatThrownBy(() -> read(lines)).as(lines).isInstanceOf(SettingsException.class);
        }
    }
}
