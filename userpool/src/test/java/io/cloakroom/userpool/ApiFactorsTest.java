package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static io.cloakroom.userpool.SigningUp.countAtOnce;
import static io.cloakroom.userpool.SigningUp.other;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EnableSoftwareTokenMfaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SetUserMfaPreferenceRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SoftwareTokenMfaNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Second factors over the API: the right way, and each wrong one with Cognito's error. */
class ApiFactorsTest {
    private static final String PHONE = "+441632960001";

    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.confidential(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private void configure(UserPoolMfaType level) {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .emailMfaConfiguration(_ -> {})
                .smsMfaConfiguration(
                        sms -> sms.smsConfiguration(from -> from.snsCallerArn("arn:aws:iam::000000000000:role/sms")))
                .mfaConfiguration(level));
    }

    private void configureTokensOnly(UserPoolMfaType level) {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(level));
    }

    private void prefer(String accessToken, Consumer<SetUserMfaPreferenceRequest.Builder> change) {
        pool.aws.setUserMFAPreference(call -> change.accept(call.accessToken(accessToken)));
    }

    private AuthenticatorApp enrol() {
        var token = app.tokens(ADA, PASSWORD).accessToken();
        var device = new AuthenticatorApp(
                pool.aws.associateSoftwareToken(call -> call.accessToken(token)).secretCode());
        pool.aws.verifySoftwareToken(call -> call.accessToken(token).userCode(device.code(pool.clock.instant())));
        prefer(
                token,
                call -> call.softwareTokenMfaSettings(on -> on.enabled(true).preferredMfa(true)));
        pool.clock.advance(Duration.ofSeconds(30));
        return device;
    }

    private void enableMessages() {
        pool.aws.adminUpdateUserAttributes(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .userAttributes(attribute("phone_number", PHONE), attribute("phone_number_verified", "true")));
        pool.aws.adminSetUserMFAPreference(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .smsMfaSettings(on -> on.enabled(true))
                .emailMfaSettings(on -> on.enabled(true)));
    }

    private String sub() {
        return pool.aws
                .adminGetUser(call -> call.userPoolId(pool.poolId).username(ADA))
                .username();
    }

    private RespondToAuthChallengeResponse respond(
            ChallengeNameType challenge, String session, Map<String, String> answers) {
        var all = new LinkedHashMap<>(app.withHash(sub(), answers));
        all.put("USERNAME", ADA);
        return app.respond(challenge, session, all);
    }

    private RespondToAuthChallengeResponse token(String session, String code) {
        return respond(ChallengeNameType.SOFTWARE_TOKEN_MFA, session, Map.of("SOFTWARE_TOKEN_MFA_CODE", code));
    }

    private static void assertInvalidSession(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Invalid session for the user");
    }

    private static void assertSignedIn(AuthenticationResultType tokens) {
        assertThat(PoolFixture.claims(tokens.accessToken()).text("scope")).hasValue("aws.cognito.signin.user.admin");
        assertThat(tokens.refreshToken()).isNotEmpty();
    }

    @Test
    void token_verifiedAndSwitchedOn_isAskedForAfterPasswordAndAfterProof() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var begun = app.withPassword(ADA, PASSWORD);
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
        assertThat(begun.authenticationResult()).isNull();
        assertThat(begun.challengeParameters()).containsEntry("USER_ID_FOR_SRP", sub());
        assertSignedIn(token(begun.session(), device.code(pool.clock.instant())).authenticationResult());
        assertThat(app.srp(ADA, PASSWORD).challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    }

    @Test
    void token_wrongCode_isMismatch_andTheSessionGoesOn() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        var code = device.code(pool.clock.instant());
        assertThatThrownBy(() -> token(session, other(code)))
                .isInstanceOf(CodeMismatchException.class)
                .hasMessageContaining("Invalid code received for user");
        assertSignedIn(token(session, code).authenticationResult());
        assertInvalidSession(() -> token(session, code));
    }

    @Test
    void token_codeTakenBefore_isExpired_inAnotherSessionToo() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var code = device.code(pool.clock.instant());
        token(app.withPassword(ADA, PASSWORD).session(), code);
        var again = app.withPassword(ADA, PASSWORD).session();
        assertThatThrownBy(() -> token(again, code))
                .isInstanceOf(ExpiredCodeException.class)
                .hasMessageContaining("Your software token has already been used once.");
        pool.clock.advance(Duration.ofSeconds(30));
        assertSignedIn(token(again, device.code(pool.clock.instant())).authenticationResult());
    }

    @Test
    void token_codeOfItsEnrolment_signsNobodyIn() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        var enrolment = device.code(pool.clock.instant().minusSeconds(30));
        assertThatThrownBy(() -> token(session, enrolment)).isInstanceOf(ExpiredCodeException.class);
    }

    @Test
    void token_fiveWrongCodesOverSeveralSessions_lockIt_theRightOneToo() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var code = device.code(pool.clock.instant());
        for (var tries = 0; tries < 5; tries++) {
            var session = app.withPassword(ADA, PASSWORD).session();
            assertThatThrownBy(() -> token(session, other(code))).isInstanceOf(CodeMismatchException.class);
        }
        var session = app.withPassword(ADA, PASSWORD).session();
        assertThatThrownBy(() -> token(session, code))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("attempts exceeded");
        pool.clock.advance(Duration.ofSeconds(1));
        assertSignedIn(token(session, device.code(pool.clock.instant())).authenticationResult());
    }

    @Test
    void token_parallelAnswers_exactlyOneWins() throws Exception {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        var code = device.code(pool.clock.instant());
        assertThat(countAtOnce(() -> token(session, code))).isEqualTo(1);
    }

    @Test
    void token_parallelAnswersInSessionsOfTheirOwn_exactlyOneWins() throws Exception {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var code = device.code(pool.clock.instant());
        assertThat(countAtOnce(() -> token(app.withPassword(ADA, PASSWORD).session(), code)))
                .isEqualTo(1);
    }

    @Test
    void token_parallelGuesses_areLookedAtFiveTimes() throws Exception {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var wrong = other(device.code(pool.clock.instant()));
        var session = app.withPassword(ADA, PASSWORD).session();
        var looked = new AtomicInteger();
        assertThat(countAtOnce(() -> {
                    try {
                        token(session, wrong);
                    } catch (CodeMismatchException counted) {
                        looked.incrementAndGet();
                        throw counted;
                    }
                }))
                .isZero();
        assertThat(looked).hasValue(5);
    }

    @Test
    void session_late_orOfAnotherClient_orOfAnotherStep_isRefused() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        var stranger = ApiClient.confidential(pool);
        assertInvalidSession(() -> stranger.respond(
                ChallengeNameType.SOFTWARE_TOKEN_MFA,
                session,
                Map.of(
                        "USERNAME",
                        ADA,
                        "SECRET_HASH",
                        stranger.hash(ADA),
                        "SOFTWARE_TOKEN_MFA_CODE",
                        device.code(pool.clock.instant()))));
        assertInvalidSession(() -> respond(ChallengeNameType.SMS_MFA, session, Map.of("SMS_MFA_CODE", "123456")));
        pool.clock.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> token(session, device.code(pool.clock.instant())))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("session is expired");
    }

    @Test
    void session_andAnotherPasswordMeanwhile_isWorthNothing() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        pool.aws.adminSetUserPassword(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .password(PASSWORD + "-new")
                .permanent(true));
        assertInvalidSession(() -> token(session, device.code(pool.clock.instant())));
    }

    @Test
    void secretHash_wrong_isRefusedBeforeTheCode() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        assertThatThrownBy(() -> app.respond(
                        ChallengeNameType.SOFTWARE_TOKEN_MFA,
                        session,
                        Map.of("USERNAME", ADA, "SOFTWARE_TOKEN_MFA_CODE", device.code(pool.clock.instant()))))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("SECRET_HASH was not received");
    }

    @Test
    void disabledUser_withARightCode_isRefused() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        pool.aws.adminDisableUser(call -> call.userPoolId(pool.poolId).username(ADA));
        assertThatThrownBy(() -> token(session, device.code(pool.clock.instant())))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("disabled");
    }

    @Test
    void verify_wrongCode_enablesNothing() {
        configure(UserPoolMfaType.OPTIONAL);
        var token = app.tokens(ADA, PASSWORD).accessToken();
        var device = new AuthenticatorApp(
                pool.aws.associateSoftwareToken(call -> call.accessToken(token)).secretCode());
        assertThatThrownBy(() -> pool.aws.verifySoftwareToken(
                        call -> call.accessToken(token).userCode(other(device.code(pool.clock.instant())))))
                .isInstanceOf(EnableSoftwareTokenMfaException.class)
                .hasMessageContaining("Code mismatch and fail enable Software Token MFA");
        assertThatThrownBy(() -> prefer(token, call -> call.softwareTokenMfaSettings(on -> on.enabled(true))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("User has not verified software token mfa");
        assertSignedIn(app.tokens(ADA, PASSWORD));
    }

    @Test
    void verify_withoutAssociation_isNotFound() {
        configure(UserPoolMfaType.OPTIONAL);
        var token = app.tokens(ADA, PASSWORD).accessToken();
        assertThatThrownBy(() -> pool.aws.verifySoftwareToken(
                        call -> call.accessToken(token).userCode("123456")))
                .isInstanceOf(SoftwareTokenMfaNotFoundException.class);
    }

    @Test
    void associate_again_leavesTheOldTokenUntilTheNewOneIsVerified() {
        configure(UserPoolMfaType.OPTIONAL);
        var old = enrol();
        var begun = app.withPassword(ADA, PASSWORD);
        var token = token(begun.session(), old.code(pool.clock.instant()))
                .authenticationResult()
                .accessToken();
        var next = new AuthenticatorApp(
                pool.aws.associateSoftwareToken(call -> call.accessToken(token)).secretCode());
        pool.clock.advance(Duration.ofSeconds(30));
        assertSignedIn(token(app.withPassword(ADA, PASSWORD).session(), old.code(pool.clock.instant()))
                .authenticationResult());
        pool.aws.verifySoftwareToken(call -> call.accessToken(token).userCode(next.code(pool.clock.instant())));
        pool.clock.advance(Duration.ofSeconds(30));
        var session = app.withPassword(ADA, PASSWORD).session();
        assertThatThrownBy(() -> token(session, old.code(pool.clock.instant())))
                .isInstanceOf(CodeMismatchException.class);
        assertSignedIn(token(session, next.code(pool.clock.instant())).authenticationResult());
    }

    @Test
    void associate_inAPoolWithoutTokens_isNotFound() {
        var token = app.tokens(ADA, PASSWORD).accessToken();
        assertThatThrownBy(() -> pool.aws.associateSoftwareToken(call -> call.accessToken(token)))
                .isInstanceOf(SoftwareTokenMfaNotFoundException.class);
    }

    @Test
    void preference_ofUser_isShownAndCanBeTakenBack() {
        configure(UserPoolMfaType.OPTIONAL);
        var device = enrol();
        var session = app.withPassword(ADA, PASSWORD).session();
        var token = token(session, device.code(pool.clock.instant()))
                .authenticationResult()
                .accessToken();
        var user = pool.aws.getUser(call -> call.accessToken(token));
        assertThat(user.userMFASettingList()).containsExactly("SOFTWARE_TOKEN_MFA");
        assertThat(user.preferredMfaSetting()).isEqualTo("SOFTWARE_TOKEN_MFA");
        prefer(
                token,
                call -> call.softwareTokenMfaSettings(on -> on.enabled(false).preferredMfa(false)));
        assertThat(pool.aws
                        .adminGetUser(call -> call.userPoolId(pool.poolId).username(ADA))
                        .userMFASettingList())
                .isEmpty();
        assertSignedIn(app.tokens(ADA, PASSWORD));
    }

    @Test
    void preference_thatCannotBe_isInvalid() {
        configure(UserPoolMfaType.OPTIONAL);
        var token = app.tokens(ADA, PASSWORD).accessToken();
        assertThatThrownBy(() -> prefer(token, call -> call.smsMfaSettings(on -> on.enabled(true))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("User does not have delivery config set to turn on SMS_MFA");
        assertThatThrownBy(() -> prefer(
                        token,
                        call -> call.emailMfaSettings(on -> on.enabled(false).preferredMfa(true))))
                .isInstanceOf(InvalidParameterException.class);
        enableMessages();
        assertThatThrownBy(() -> prefer(
                        token,
                        call -> call.emailMfaSettings(on -> on.enabled(true).preferredMfa(true))
                                .smsMfaSettings(on -> on.enabled(true).preferredMfa(true))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void messages_severalFactors_areChosenFrom() {
        configure(UserPoolMfaType.OPTIONAL);
        enableMessages();
        var begun = app.withPassword(ADA, PASSWORD);
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.SELECT_MFA_TYPE);
        assertThat(begun.challengeParameters()).containsEntry("MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"EMAIL_OTP\"]");
        assertThatThrownBy(() -> respond(
                        ChallengeNameType.SELECT_MFA_TYPE, begun.session(), Map.of("ANSWER", "SOFTWARE_TOKEN_MFA")))
                .isInstanceOf(InvalidParameterException.class);
        var sms = respond(ChallengeNameType.SELECT_MFA_TYPE, begun.session(), Map.of("ANSWER", "SMS_MFA"));
        assertThat(sms.challengeName()).isEqualTo(ChallengeNameType.SMS_MFA);
        assertThat(sms.challengeParameters())
                .containsEntry("CODE_DELIVERY_DELIVERY_MEDIUM", "SMS")
                .containsEntry("CODE_DELIVERY_DESTINATION", "+*******0001");
        assertInvalidSession(
                () -> respond(ChallengeNameType.SELECT_MFA_TYPE, begun.session(), Map.of("ANSWER", "EMAIL_OTP")));
        var code = pool.code(PHONE);
        assertThatThrownBy(() -> respond(ChallengeNameType.SMS_MFA, sms.session(), Map.of("SMS_MFA_CODE", other(code))))
                .isInstanceOf(CodeMismatchException.class)
                .hasMessageContaining("Invalid code or auth state for the user.");
        assertSignedIn(respond(ChallengeNameType.SMS_MFA, sms.session(), Map.of("SMS_MFA_CODE", code))
                .authenticationResult());
    }

    @Test
    void email_underEitherName_isTaken_andItsCodeBelongsToItsSession() {
        configure(UserPoolMfaType.OPTIONAL);
        pool.aws.adminSetUserMFAPreference(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .emailMfaSettings(on -> on.enabled(true).preferredMfa(true)));
        var first = app.withPassword(ADA, PASSWORD);
        var firstCode = pool.code(ADA);
        var second = app.withPassword(ADA, PASSWORD);
        var secondCode = pool.code(ADA);
        assertThat(first.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
        if (!firstCode.equals(secondCode)) {
            assertThatThrownBy(() ->
                            respond(ChallengeNameType.EMAIL_OTP, first.session(), Map.of("EMAIL_OTP_CODE", secondCode)))
                    .isInstanceOf(CodeMismatchException.class);
        }
        assertSignedIn(respond(ChallengeNameType.EMAIL_OTP, first.session(), Map.of("EMAIL_OTP_CODE", firstCode))
                .authenticationResult());
        assertSignedIn(respond(ChallengeNameType.EMAIL_OTP, second.session(), Map.of("EMAIL_MFA_CODE", secondCode))
                .authenticationResult());
    }

    @Test
    void email_moreThanThirtyCodesWithinTheHour_areNotSent() {
        configure(UserPoolMfaType.OPTIONAL);
        pool.aws.adminSetUserMFAPreference(
                call -> call.userPoolId(pool.poolId).username(ADA).emailMfaSettings(on -> on.enabled(true)));
        for (var sent = 0; sent < 30; sent++) app.withPassword(ADA, PASSWORD);
        assertThatThrownBy(() -> app.withPassword(ADA, PASSWORD)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void required_userWithoutFactor_setsOneUpFirst() {
        configureTokensOnly(UserPoolMfaType.ON);
        var begun = app.withPassword(ADA, PASSWORD);
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.MFA_SETUP);
        assertThat(begun.challengeParameters()).containsEntry("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\"]");
        assertInvalidSession(() -> respond(ChallengeNameType.MFA_SETUP, begun.session(), Map.of()));
        var associated = pool.aws.associateSoftwareToken(call -> call.session(begun.session()));
        var device = new AuthenticatorApp(associated.secretCode());
        assertInvalidSession(() -> pool.aws.associateSoftwareToken(call -> call.session(begun.session())));
        assertInvalidSession(() -> respond(ChallengeNameType.MFA_SETUP, associated.session(), Map.of()));
        var code = device.code(pool.clock.instant());
        assertThatThrownBy(() -> pool.aws.verifySoftwareToken(
                        call -> call.session(associated.session()).userCode(other(code))))
                .isInstanceOf(EnableSoftwareTokenMfaException.class);
        var verified = pool.aws.verifySoftwareToken(
                call -> call.session(associated.session()).userCode(code));
        assertSignedIn(respond(ChallengeNameType.MFA_SETUP, verified.session(), Map.of())
                .authenticationResult());
        assertThat(app.withPassword(ADA, PASSWORD).challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    }

    @Test
    void required_userWithPhone_getsACodeThere() {
        configure(UserPoolMfaType.ON);
        pool.aws.adminUpdateUserAttributes(
                call -> call.userPoolId(pool.poolId).username(ADA).userAttributes(attribute("phone_number", PHONE)));
        assertThat(app.withPassword(ADA, PASSWORD).challengeName()).isEqualTo(ChallengeNameType.SMS_MFA);
    }

    @Test
    void required_temporaryPassword_isChangedFirst_andTheFactorStillAskedFor() {
        configureTokensOnly(UserPoolMfaType.ON);
        pool.aws.adminCreateUser(user -> user.userPoolId(pool.poolId)
                .username("new@example.test")
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS));
        var begun = app.withPassword("new@example.test", PASSWORD);
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        var user = begun.challengeParameters().getOrDefault("USER_ID_FOR_SRP", "");
        var next = app.respond(
                ChallengeNameType.NEW_PASSWORD_REQUIRED,
                begun.session(),
                app.withHash(user, Map.of("USERNAME", user, "NEW_PASSWORD", PASSWORD + "-new")));
        assertThat(next.challengeName()).isEqualTo(ChallengeNameType.MFA_SETUP);
        assertThat(next.authenticationResult()).isNull();
    }

    @Test
    void configuration_ofAPool_isGivenBack_andNeedsAFactor() {
        assertThatThrownBy(() -> pool.aws.setUserPoolMfaConfig(
                        call -> call.userPoolId(pool.poolId).mfaConfiguration(UserPoolMfaType.ON)))
                .isInstanceOf(InvalidParameterException.class);
        configure(UserPoolMfaType.OPTIONAL);
        var seen = pool.aws.getUserPoolMfaConfig(call -> call.userPoolId(pool.poolId));
        assertThat(seen.mfaConfiguration()).isEqualTo(UserPoolMfaType.OPTIONAL);
        assertThat(seen.softwareTokenMfaConfiguration().enabled()).isTrue();
        assertThat(seen.smsMfaConfiguration().smsConfiguration().snsCallerArn()).contains("role/sms");
        assertThat(pool.aws
                        .describeUserPool(call -> call.userPoolId(pool.poolId))
                        .userPool()
                        .mfaConfiguration())
                .isEqualTo(UserPoolMfaType.OPTIONAL);
    }

    @Test
    void browser_ofAUserWithASecondFactor_isNotSignedInByHerPasswordAlone() {
        configure(UserPoolMfaType.OPTIONAL);
        enrol();
        var browser = pool.browser();
        var page = pool.authorize(browser, pool.request(pool.client));
        var answer = browser.submit(browser.get(page.location()), Map.of("username", ADA, "password", PASSWORD));
        var leads = answer.response().headers().firstValue("Location").orElse("");
        assertThat(leads).doesNotContain("/login/done");
        assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("__Host-userpool-local"));
    }
}
