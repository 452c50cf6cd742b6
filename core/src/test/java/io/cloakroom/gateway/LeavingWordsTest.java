package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeavingWordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, now",
        "PT1S, in 1 minute",
        "PT1M, in 1 minute",
        "PT30M, in 30 minutes",
        "PT59M1S, in 1 hour",
        "PT1H, in 1 hour",
        "PT90M, in 1 hour and 30 minutes",
        "PT2H1M, in 2 hours and 1 minute",
        "P1D, in 24 hours",
        "PT36H, in 36 hours",
        "PT36H30M, in 36 hours and 30 minutes",
        "P2D, in 2 days",
        "P30D, in 30 days"
    })
    void wait_ofEachKind_isToldAsItIs(Duration wait, String words) {
        assertThat(LeavingWords.in(wait)).isEqualTo(words);
    }
}
