package io.cloakroom.userpool.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private static final PasswordHasher HASHER = new PasswordHasher();
    private static final PasswordVerifier VERIFIER = HASHER.verifier("Ab3dEf9hI", "ada", "Pässword-7");

    @Test
    void matches_samePassword_says() {
        assertThat(HASHER.matches(VERIFIER, "Pässword-7")).isTrue();
    }

    @Test
    void matches_otherPassword_refuses() {
        assertThat(HASHER.matches(VERIFIER, "Password-7")).isFalse();
        assertThat(HASHER.matches(VERIFIER, "Pässword-7 ")).isFalse();
        assertThat(HASHER.matches(VERIFIER, "")).isFalse();
    }

    @Test
    void verifier_itsHash_hasTheParametersOfOwasp() {
        assertThat(VERIFIER.argon2id()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void verifier_printed_hidesItself() {
        assertThat(VERIFIER.toString()).doesNotContain(VERIFIER.argon2id(), VERIFIER.srpVerifier());
    }
}
