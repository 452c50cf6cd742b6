package io.cloakroom.userpool.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** The key of the RFC's test values. */
    private static final Secret KEY =
            new Secret(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    /** RFC 6238, appendix B: the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void step_codeOfTheRfc_isOfItsTime(long second, String code) {
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(second))).isEqualTo(OptionalLong.of(second / 30));
    }

    @Test
    void step_oneEarlyOrLate_isTaken_andTwoAreNot() {
        var code = Totp.code(KEY, 1000);
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(999 * 30 - 1))).isEmpty();
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(999 * 30))).isPresent();
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(1002 * 30 - 1))).isPresent();
        assertThat(Totp.step(KEY, code, Instant.ofEpochSecond(1002 * 30))).isEmpty();
    }

    @Test
    void step_ofWhatIsNoCode_isNone() {
        for (var text : new String[] {"", "28708", "2870820", " 287082", "２８７０８２"}) {
            assertThat(Totp.step(KEY, text, Instant.ofEpochSecond(59))).isEmpty();
        }
    }

    @Test
    void newSecret_isOfCognitosLength_andNeverTheSame() {
        assertThat(Totp.newSecret().reveal())
                .matches("[A-Z2-7]{52}")
                .isNotEqualTo(Totp.newSecret().reveal());
        assertThat(Base32.decode(Totp.newSecret().reveal())).hasSize(32);
    }

    /** RFC 4648, 10, without its padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32_ofTheRfc_bothWays(String plain, String encoded) {
        var bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
    }
}
