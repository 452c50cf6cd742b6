package io.cloakroom.userpool.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.store.Opaque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PkceTest {
    /** RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static boolean fits(String challenge, String verifier) {
        return Pkce.fits(Optional.of(challenge), Optional.of(verifier));
    }

    @Test
    void fits_exampleOfTheRfc_says() {
        assertThat(Pkce.fits(Optional.of(CHALLENGE), Optional.of(VERIFIER))).isTrue();
    }

    @Test
    void fits_otherOrMissingVerifier_refuses() {
        assertThat(fits(CHALLENGE, VERIFIER.replace('d', 'e'))).isFalse();
        assertThat(Pkce.fits(Optional.of(CHALLENGE), Optional.empty())).isFalse();
    }

    @Test
    void fits_verifierWithoutChallenge_refuses() {
        assertThat(Pkce.fits(Optional.empty(), Optional.of(VERIFIER))).isFalse();
    }

    @Test
    void fits_neither_says() {
        assertThat(Pkce.fits(Optional.empty(), Optional.empty())).isTrue();
    }

    @Test
    void fits_verifierAtItsLimits_fromBothSides() {
        for (var length : new int[] {43, 128})
            assertThat(fitsItself("v".repeat(length))).isTrue();
        for (var length : new int[] {42, 129})
            assertThat(fitsItself("v".repeat(length))).isFalse();
        assertThat(fitsItself("v".repeat(42) + "+")).isFalse();
    }

    private static boolean fitsItself(String verifier) {
        return fits(Opaque.hash(verifier), verifier);
    }

    @Test
    void isChallenge_otherThan43Base64UrlCharacters_isNone() {
        assertThat(Pkce.isChallenge(CHALLENGE)).isTrue();
        assertThat(Pkce.isChallenge(CHALLENGE + "A")).isFalse();
        assertThat(Pkce.isChallenge(CHALLENGE.substring(1))).isFalse();
        assertThat(Pkce.isChallenge(CHALLENGE.replace('-', '+'))).isFalse();
    }
}
