package io.cloakroom.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainsTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.example.com, https://members.example.com, true",
        "https://example.com, https://members.example.com:8443, true",
        "https://www.example.co.uk, https://members.example.co.uk, true",
        "http://site.cloakroom.localhost:8080, http://members.cloakroom.localhost:8081, true",
        "http://www.example.com, https://members.example.com, false",
        "https://www.example.com, https://members.example.org, false",
        "https://one.co.uk, https://other.co.uk, false",
        "https://one.github.io, https://other.github.io, false",
        "https://a.auth.eu-central-1.amazoncognito.com, https://b.auth.eu-central-1.amazoncognito.com, false",
        "http://site.cloakroom.localhost, http://pool.cognito.localhost, false",
        "http://127.0.0.1:1, http://127.0.0.1:2, true",
        "http://127.0.0.1, http://10.0.0.1, false",
        "http://localhost:1, http://localhost:2, true",
        "http://[::1]:1, http://[::1]:2, true"
    })
    void areSameSite_asBrowsersHaveIt(URI one, URI other, boolean expected) {
        assertThat(Domains.areSameSite(one, other)).isEqualTo(expected);
        assertThat(Domains.areSameSite(other, one)).isEqualTo(expected);
    }
}
