package io.cloakroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.token.SettableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final StringWriter out = new StringWriter();

    private ProgressLine line(boolean isTerminal) {
        return new ProgressLine(new PrintWriter(out), isTerminal, clock);
    }

    @Test
    void at_onATerminal_isPaintedOverAndWipedInTheEnd() {
        try (var line = line(true)) {
            line.at("1 seen", 1, OptionalLong.empty());
            clock.advance(ProgressLine.PAINTED_EVERY.minusMillis(1));
            line.at("2 seen", 2, OptionalLong.empty());
            clock.advance(Duration.ofMillis(1));
            line.at("3 seen", 3, OptionalLong.empty());
        }
        assertThat(out).hasToString("\r\u001b[K1 seen\r\u001b[K3 seen\r\u001b[K");
    }

    @Test
    void at_elsewhere_isALineNowAndThen() {
        try (var line = line(false)) {
            clock.advance(ProgressLine.WRITTEN_EVERY.minusMillis(1));
            line.at("9 seen", 9, OptionalLong.empty());
            clock.advance(Duration.ofMillis(1));
            line.at("10,000 seen", 10_000, OptionalLong.empty());
            line.at("10,001 seen", 10_001, OptionalLong.empty());
        }
        assertThat(out.toString().lines()).containsExactly("10,000 seen, 1,000 a second");
    }

    @Test
    void at_withATotal_saysWhatIsLeft() {
        var line = line(false);
        clock.advance(Duration.ofSeconds(10));
        line.at("a", 100, OptionalLong.of(1_290));
        clock.advance(Duration.ofSeconds(10));
        line.at("b", 200, OptionalLong.of(1_400));
        clock.advance(Duration.ofSeconds(10));
        line.at("c", 3, OptionalLong.of(1_000));
        clock.advance(Duration.ofSeconds(10));
        line.at("d", 40, OptionalLong.of(30));
        assertThat(out.toString().lines())
                .containsExactly(
                        "a, 10 a second, 119 s left",
                        "b, 10 a second, 2 min left",
                        "c, 0 a second, 2 h left",
                        "d, 1 a second");
    }

    @Test
    void begin_toldOfATerminal_paints() {
        ProgressLine.begin(new PrintWriter(out), Map.of("CLOAKROOM_TERMINAL", "80"))
                .close();
        ProgressLine.begin(new PrintWriter(out), Map.of("CLOAKROOM_TERMINAL", ""))
                .close();
        ProgressLine.begin(new PrintWriter(out), Map.of()).close();
        assertThat(out).hasToString("\r\u001b[K");
    }
}
