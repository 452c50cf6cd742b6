package io.cloakroom.local.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
    @Test
    void of_noTerminal_isPlain() {
        var terminal = terminal(UTF_8, Map.of("TERM", "xterm"));

        assertThat(terminal.isLive()).isFalse();
        assertThat(terminal.good("x")).isEqualTo("x");
        assertThat(terminal.columns()).isEqualTo(80);
    }

    @Test
    void of_terminal_isLiveAndColoured() {
        var terminal = terminal(UTF_8, Map.of("TERM", "xterm", "CLOAKROOM_TERMINAL", "90"));

        assertThat(terminal.isLive()).isTrue();
        assertThat(terminal.good("x")).isEqualTo("\u001b[32mx\u001b[0m");
        assertThat(terminal.columns()).isEqualTo(90);
    }

    @Test
    void of_noColor_isLiveWithoutColours() {
        var terminal = terminal(UTF_8, Map.of("TERM", "xterm", "CLOAKROOM_TERMINAL", "90", "NO_COLOR", "1"));

        assertThat(terminal.isLive()).isTrue();
        assertThat(terminal.isColoured()).isFalse();
    }

    @Test
    void of_emptyNoColor_doesNotCount() {
        assertThat(terminal(UTF_8, Map.of("TERM", "xterm", "CLOAKROOM_TERMINAL", "90", "NO_COLOR", ""))
                        .isColoured())
                .isTrue();
    }

    @Test
    void of_dumbTerminal_isPaintedOverNeverAndNotColoured() {
        var terminal = terminal(UTF_8, Map.of("TERM", "dumb", "CLOAKROOM_TERMINAL", "90"));

        assertThat(terminal.isLive()).isFalse();
        assertThat(terminal.isColoured()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "1, 40", "40, 40", "41, 41", "100, 100", "101, 100", "9999, 100"})
    void of_width_staysReadable(String told, int columns) {
        assertThat(terminal(UTF_8, Map.of("TERM", "xterm", "CLOAKROOM_TERMINAL", told))
                        .columns())
                .isEqualTo(columns);
    }

    @Test
    void of_encodingWithoutOurMarks_usesPlainOnes() {
        assertThat(terminal(US_ASCII, Map.of()).marks().done()).isEqualTo("+");
        assertThat(terminal(UTF_8, Map.of()).marks().done()).isEqualTo("\u2713");
    }

    private static Terminal terminal(Charset charset, Map<String, String> environment) {
        return Terminal.of(new PrintStream(OutputStream.nullOutputStream(), true, charset), environment);
    }
}
