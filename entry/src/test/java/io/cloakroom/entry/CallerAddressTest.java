package io.cloakroom.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            0 | 1.1.1.1                    | 9.9.9.9
            1 | 1.1.1.1                    | 1.1.1.1
            1 | 6.6.6.6, 1.1.1.1           | 1.1.1.1
            1 | 6.6.6.6 ; 1.1.1.1          | 1.1.1.1
            2 | 6.6.6.6, 1.1.1.1, 10.0.0.1 | 1.1.1.1
            2 | 1.1.1.1                    | 9.9.9.9
            1 | -                          | 9.9.9.9
            1 | 2001:db8::1                | 2001:db8::1
            1 | 1.1.1.1, evil              | 9.9.9.9
            1 | 1.1.1.1, unknown           | 9.9.9.9
            1 | 6.6.6.6,                   | 9.9.9.9
            """)
    void address_behindProxies_isTheOneThatOursSaw(int proxies, String forwarded, String expected) {
        // A semicolon here stands for a header line of its own.
        var lines = forwarded == null
                ? Headers.NONE
                : new Headers(Arrays.stream(forwarded.split(";", -1))
                        .map(line -> new Headers.Line("X-Forwarded-For", line))
                        .toList());

        assertThat(CallerAddress.of("9.9.9.9", lines, proxies)).isEqualTo(expected);
    }
}
