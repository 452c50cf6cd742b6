package io.cloakroom.userpool.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @CsvSource({
        "Abc-123, Password not long enough",
        "abc-1234, Password must have uppercase characters",
        "ABC-1234, Password must have lowercase characters",
        "Abc-defg, Password must have numeric characters",
        "Abcd1234, Password must have symbol characters"
    })
    void fault_ruleBroken_saysWhich(String password, String words) {
        assertThat(PasswordRules.DEFAULT.fault(password)).hasValue(words);
    }

    @Test
    void fault_shortestGoodPassword_isNone() {
        assertThat(PasswordRules.DEFAULT.fault("Abc-1234")).isEmpty();
    }

    @Test
    void fault_lengthAlone_asksForNothingElse() {
        var rules = new PasswordRules(6, false, false, false, false, 7);
        assertThat(rules.fault("aaaaaa")).isEmpty();
        assertThat(rules.fault("aaaaa")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100})
    void rules_lengthOutOfRange_areNone(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordRules(length, false, false, false, false, 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 366})
    void rules_daysOutOfRange_areNone(int days) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordRules(8, false, false, false, false, days));
    }

    @Test
    void isPassword_edges_fromBothSides() {
        assertThat(PasswordRules.isPassword("x")).isTrue();
        assertThat(PasswordRules.isPassword("x".repeat(256))).isTrue();
        assertThat(PasswordRules.isPassword("a b")).isTrue();
        assertThat(PasswordRules.isPassword("")).isFalse();
        assertThat(PasswordRules.isPassword("x".repeat(257))).isFalse();
        assertThat(PasswordRules.isPassword(" a")).isFalse();
        assertThat(PasswordRules.isPassword("a ")).isFalse();
    }

    @RepeatedTest(20)
    void temporaryPassword_anyPolicy_keepsIt() {
        var longest = new PasswordRules(99, true, true, true, true, 7);
        assertThat(longest.fault(TemporaryPassword.make(longest))).isEmpty();
        assertThat(TemporaryPassword.make(PasswordRules.DEFAULT)).hasSize(16);
    }
}
