package io.cloakroom.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.doctor.Diagnosis.State;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardHeadersTest {
    private static List<Diagnosis> diagnose(Map<String, List<String>> headers, boolean isHttps) {
        return new CardHeaders(HttpHeaders.of(headers, (_, _) -> true), List.of("https://www.example.test"))
                .diagnose(isHttps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-age=31536000; includeSubDomains | true
            includeSubDomains; Max-Age="63072000" | true
            max-age=31535999                    | false
            max-age=0                           | false
            max-age=99999999999999999999        | true
            nonsense                            | false
            """)
    void https_isKept_ifBrowsersAreToldForAYear(String value, boolean isKept) {
        var found = diagnose(Map.of("Strict-Transport-Security", List.of(value)), true);
        assertThat(found.stream().anyMatch(one -> one.state() == State.WARNING)).isEqualTo(!isKept);
    }

    @Test
    void https_isNoMatterOnLoopback() {
        assertThat(diagnose(Map.of(), false)).noneMatch(one -> one.state() == State.WARNING);
        assertThat(diagnose(Map.of(), true)).anyMatch(one -> one.state() == State.WARNING);
    }

    @Test
    void framing_forOtherOrigins_isToldAsAnother() {
        var found = diagnose(
                Map.of("Content-Security-Policy", List.of("default-src 'none'; frame-ancestors https://evil.test")),
                false);
        assertThat(found.getFirst().found()).contains("Content-Security-Policy is another");
    }
}
