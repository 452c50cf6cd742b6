package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final Instant LEAP_DAY = Instant.parse("2024-02-29T10:00:00.5Z");

    private static Instant end(String text) {
        return Retention.parse(text).orElseThrow().endOf(LEAP_DAY);
    }

    @Test
    void endOf_byTheCalendar_isTheSameDayAndHour() {
        assertThat(end("P2Y")).isEqualTo(Instant.parse("2026-02-28T10:00:00.5Z"));
        assertThat(end("P18M")).isEqualTo(Instant.parse("2025-08-29T10:00:00.5Z"));
        assertThat(end("P30D")).isEqualTo(Instant.parse("2024-03-30T10:00:00.5Z"));
        assertThat(end("PT36H")).isEqualTo(Instant.parse("2024-03-01T22:00:00.5Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "PT24H", "P100Y"})
    void parse_atTheLimits_isTaken(String text) {
        assertThat(Retention.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2Y", "P0D", "PT23H59M", "P-1Y", "P101Y", "P999999999Y", "PT1E9H", "soon"})
    void parse_anythingElse_isNone(String text) {
        assertThat(Retention.parse(text)).isEmpty();
    }
}
