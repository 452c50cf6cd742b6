package io.cloakroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.report.Report.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final StringWriter out = new StringWriter();

    private Report report(Terminal terminal) {
        return new Report(new PrintWriter(out), terminal);
    }

    @Test
    void rows_namesOfAnyLength_standInOneColumn() {
        report(new Terminal(80, false, true))
                .rows(List.of(
                        new Row(Mark.GOOD, "form", "three parts", ""),
                        new Row(Mark.FAULT, "signature", "not made with it", "Ask who did.")));
        assertThat(out).hasToString("""
                  \u2713 form       three parts
                  \u2717 signature  not made with it
                               Ask who did.
                """);
    }

    @Test
    void rows_longText_isWrappedInItsColumn() {
        report(new Terminal(40, false, false))
                .rows(List.of(new Row(
                        Mark.WARNING, "clock", "6 s behind the pool's, or perhaps 7", "Keep it in step, say by NTP.")));
        assertThat(out).hasToString("""
                  ! clock  6 s behind the pool's, or
                           perhaps 7
                           Keep it in step, say by NTP.
                """);
    }

    @Test
    void rows_onATerminal_areColoured() {
        report(new Terminal(80, true, true)).rows(List.of(new Row(Mark.GOOD, "form", "three parts", "Nothing.")));
        assertThat(out.toString()).contains("\u001b[32m\u2713\u001b[0m form", "\u001b[2mNothing.\u001b[0m");
    }

    @Test
    void terminal_byEnvironment_knowsWhatItCanShow() {
        var utf8 = StandardCharsets.UTF_8;
        assertThat(Terminal.of(Map.of(), utf8)).isEqualTo(new Terminal(80, false, true));
        assertThat(Terminal.of(Map.of("CLOAKROOM_TERMINAL", "72", "TERM", "xterm"), utf8))
                .isEqualTo(new Terminal(72, true, true));
        assertThat(Terminal.of(Map.of("CLOAKROOM_TERMINAL", "0", "TERM", "xterm"), utf8))
                .isEqualTo(new Terminal(80, true, true));
        assertThat(Terminal.of(Map.of("CLOAKROOM_TERMINAL", "9999", "TERM", "dumb"), utf8))
                .isEqualTo(new Terminal(100, false, true));
        assertThat(Terminal.of(Map.of("CLOAKROOM_TERMINAL", "72", "TERM", "xterm", "NO_COLOR", "1"), utf8)
                        .isColoured())
                .isFalse();
        assertThat(Terminal.of(Map.of("CLOAKROOM_TERMINAL", "$(x)", "TERM", "xterm"), utf8)
                        .isColoured())
                .isFalse();
        assertThat(Terminal.of(Map.of(), StandardCharsets.US_ASCII).hasMarks()).isFalse();
    }

    @Test
    void printable_strangersWords_holdNothingButPlainCharacters() {
        assertThat(Printable.of("https://issuer.test/a_b?c=d")).isEqualTo("https://issuer.test/a_b?c=d");
        assertThat(Printable.of("\u001b[31m\u202e\u0000\ud83d\ude00\\"))
                .isEqualTo("\\u001b[31m\\u202e\\u0000\\ud83d\\ude00\\u005c");
    }

    @Test
    void printable_length_isLimitedOnBothSides() {
        var most = "x".repeat(Printable.CHARACTERS_MAX);
        assertThat(Printable.of(most)).isEqualTo(most);
        assertThat(Printable.of(most + "y")).isEqualTo(most + "...");
        assertThat(Printable.of("x".repeat(119) + "\u001b")).isEqualTo("x".repeat(119) + "...");
    }
}
