package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Whoever forgot her password gets a code, and by it a new one; nobody else does. */
class ApiForgotPasswordTest {
    private static final String EVE = "eve@example.test";
    private static final String NOBODY = "nobody@example.test";
    private static final String OTHER = "Another-horse-8-battery";

    private final PoolFixture pool = new PoolFixture();
    private final SigningUp up = SigningUp.in(pool);

    @BeforeEach
    void signUp() {
        up.signUpAndConfirm(EVE);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private static void assertMismatch(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(CodeMismatchException.class);
    }

    private static void assertExpired(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ExpiredCodeException.class);
    }

    private String sent() {
        up.forgot(up.legacy(), EVE);
        return pool.code(EVE);
    }

    @Test
    void forgot_andCodeOfTheOutbox_makeANewPassword() {
        assertThat(up.forgot(up.legacy(), EVE).destination()).isEqualTo("e***@e***");
        up.reset(up.legacy(), EVE, pool.code(EVE), OTHER);
        assertThat(up.app().tokens(EVE, OTHER).accessToken()).isNotEmpty();
        assertThatThrownBy(() -> up.app().tokens(EVE, PASSWORD)).isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void reset_ofALockedUser_unlocks() {
        for (var tries = 0; tries < 8; tries++) {
            assertThatThrownBy(() -> up.app().withPassword(EVE, "wrong")).isInstanceOf(NotAuthorizedException.class);
        }
        up.reset(up.legacy(), EVE, sent(), OTHER);
        assertThat(up.app().tokens(EVE, OTHER).accessToken()).isNotEmpty();
    }

    @Test
    void reset_wrongOrUsedCode_isRefused() {
        var code = sent();
        assertMismatch(() -> up.reset(up.legacy(), EVE, SigningUp.other(code), OTHER));
        up.reset(up.legacy(), EVE, code, OTHER);
        assertExpired(() -> up.reset(up.legacy(), EVE, code, PASSWORD));
    }

    @Test
    void reset_withoutHavingAsked_isExpired() {
        assertExpired(() -> up.reset(up.legacy(), EVE, "123456", OTHER));
    }

    @Test
    void reset_codeAtItsEnd_isExpired() {
        var code = sent();
        pool.clock.advance(Duration.ofHours(1));
        assertExpired(() -> up.reset(up.legacy(), EVE, code, OTHER));
    }

    @Test
    void reset_oneMomentBeforeTheEnd_works() {
        var code = sent();
        pool.clock.advance(Duration.ofHours(1).minusMillis(1));
        up.reset(up.legacy(), EVE, code, OTHER);
    }

    @Test
    void reset_weakPassword_isInvalidAndCostsNoTry() {
        var code = sent();
        for (var tries = 0; tries < 6; tries++) {
            assertThatThrownBy(() -> up.reset(up.legacy(), EVE, code, "short"))
                    .isInstanceOf(InvalidPasswordException.class);
        }
        up.reset(up.legacy(), EVE, code, OTHER);
    }

    @Test
    void reset_sixthTryInAnHour_isTooOftenEvenWithTheRightCode() {
        var code = sent();
        for (var tries = 0; tries < 5; tries++) {
            assertMismatch(() -> up.reset(up.legacy(), EVE, SigningUp.other(code), OTHER));
        }
        assertThatThrownBy(() -> up.reset(up.legacy(), EVE, code, OTHER)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void reset_guessesByManyAtOnce_countAsMany() throws Exception {
        var code = sent();
        assertThat(SigningUp.countAtOnce(() -> up.reset(up.legacy(), EVE, SigningUp.other(code), OTHER)))
                .isZero();
        assertThatThrownBy(() -> up.reset(up.legacy(), EVE, code, OTHER)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void reset_rightCodeByManyAtOnce_oneWins() throws Exception {
        var code = sent();
        assertThat(SigningUp.countAtOnce(() -> up.reset(up.legacy(), EVE, code, OTHER)))
                .isEqualTo(1);
    }

    @Test
    void forgot_sixthInAnHour_isTooOftenForAnybody() {
        for (var tries = 0; tries < 5; tries++) {
            up.forgot(up.hiding(), EVE);
            up.forgot(up.hiding(), NOBODY);
        }
        assertThatThrownBy(() -> up.forgot(up.hiding(), EVE)).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> up.forgot(up.hiding(), NOBODY)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void nobody_isToldOnlyToClientsThatMayKnow() {
        assertThatThrownBy(() -> up.forgot(up.legacy(), NOBODY)).isInstanceOf(UserNotFoundException.class);
        assertThatThrownBy(() -> up.reset(up.legacy(), NOBODY, "123456", OTHER))
                .isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void nobody_toAClientThatHides_looksLikeAUser() {
        assertExpired(() -> up.reset(up.hiding(), EVE, "123456", OTHER));
        assertExpired(() -> up.reset(up.hiding(), NOBODY, "123456", OTHER));
        var sent = pool.messages().size();
        assertThat(up.forgot(up.hiding(), NOBODY).destination()).isEqualTo("n***@e***");
        assertThat(up.forgot(up.hiding(), EVE).destination()).isEqualTo("e***@e***");
        assertThat(pool.messages()).hasSize(sent + 1);
        assertMismatch(() -> up.reset(up.hiding(), EVE, SigningUp.other(pool.code(EVE)), OTHER));
        assertMismatch(() -> up.reset(up.hiding(), NOBODY, "123456", OTHER));
    }

    @Test
    void forgot_disabled_isToldOnlyToClientsThatMayKnow() {
        var code = sent();
        pool.aws.adminDisableUser(user -> user.userPoolId(up.poolId()).username(EVE));
        assertThatThrownBy(() -> up.forgot(up.legacy(), EVE)).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> up.reset(up.legacy(), EVE, code, OTHER)).isInstanceOf(NotAuthorizedException.class);
        assertThat(up.forgot(up.hiding(), EVE).destination()).isEqualTo("e***@e***");
        assertMismatch(() -> up.reset(up.hiding(), EVE, code, OTHER));
    }

    @Test
    void forgot_noVerifiedAddress_isInvalid() {
        pool.aws.adminUpdateUserAttributes(user ->
                user.userPoolId(up.poolId()).username(EVE).userAttributes(attribute("email_verified", "false")));
        assertThatThrownBy(() -> up.forgot(up.legacy(), EVE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Cannot reset password for the user as there is no registered/verified email or"
                        + " phone_number");
        assertThat(up.forgot(up.hiding(), EVE).destination()).isEqualTo("e***@e***");
    }

    @Test
    void forgot_temporaryPassword_isNotAuthorized() {
        pool.aws.adminCreateUser(user -> user.userPoolId(up.poolId())
                .username("new@example.test")
                .userAttributes(attribute("email_verified", "true"))
                .messageAction(MessageActionType.SUPPRESS));
        assertThatThrownBy(() -> up.forgot(up.legacy(), "new@example.test"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("User password cannot be reset in the current state.");
    }

    @Test
    void reset_addressTakenAwayMeanwhile_isExpired() {
        var code = sent();
        pool.aws.adminUpdateUserAttributes(user -> user.userPoolId(up.poolId())
                .username(EVE)
                .userAttributes(attribute("email", "new@example.test"), attribute("email_verified", "true")));
        assertExpired(() -> up.reset(up.legacy(), "new@example.test", code, OTHER));
    }
}
