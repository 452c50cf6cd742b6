package io.cloakroom.userpool.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockoutTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "14, 512", "15, 900", "16, 900", "2147483647, 900"})
    void lock_nthFailure_doublesFromTheFifthUpToAQuarterOfAnHour(int failures, long seconds) {
        assertThat(Lockout.lock(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
