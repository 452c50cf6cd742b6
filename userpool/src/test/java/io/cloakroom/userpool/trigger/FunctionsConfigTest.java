package io.cloakroom.userpool.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FunctionsConfigTest {
    private static FunctionsConfig read(String yaml) {
        var settings = Settings.of(yaml);
        var config = FunctionsConfig.from(settings);
        settings.done();
        return config;
    }

    private static FunctionsConfig url(String url, String more) {
        return read("functions:\n  gate:\n    url: " + url + "\n" + more);
    }

    @Test
    void functions_none_isNone() {
        assertThat(read("").functions()).isEmpty();
    }

    @Test
    void url_onThisMachine_isTaken() {
        for (var url : new String[] {"http://127.0.0.1:3001/x", "http://localhost:3001/x", "http://[::1]:3001/x"}) {
            assertThat(url(url, "").functions()).containsValue(new FunctionsConfig.Place.Url(URI.create(url)));
        }
    }

    @Test
    void url_beyondThisMachine_isTakenOnlyByName() {
        for (var url :
                new String[] {"https://functions.example.test/x", "http://10.0.0.1/x", "http://localhost.example.test/"
                }) {
            assertThatThrownBy(() -> url(url, ""))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("functions.gate.url");
            assertThat(url(url, "    allow-other-machines: true\n").functions()).hasSize(1);
        }
    }

    @Test
    void url_thatIsNone_isAFault() {
        for (var url : new String[] {"ftp://127.0.0.1/", "127.0.0.1:3001", "http://user@127.0.0.1/", "http:///x"}) {
            assertThatThrownBy(() -> url(url, "    allow-other-machines: true\n"))
                    .isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void function_withBothOrHalf_isAFault() {
        for (var lines : new String[] {
            "jar: x.jar", "handler: x.Y", "url: http://127.0.0.1/\n    jar: x.jar\n    handler: x.Y", "secret: x"
        }) {
            assertThatThrownBy(() -> read("functions:\n  gate:\n    " + lines + "\n"))
                    .as(lines)
                    .isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void jar_isTakenFromTheFilesFolder() {
        var functions = read("functions:\n  gate:\n    jar: lib/gate.jar\n    handler: x.Y::go\n")
                .functions();
        var file = Path.of("lib", "gate.jar").toAbsolutePath();
        assertThat(functions).containsEntry("gate", new FunctionsConfig.Place.Jar(file, "x.Y::go"));
    }
}
