package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** People who make their own users: sign-up, the code that confirms it, and another one. */
class ApiSignUpTest {
    private static final String EVE = "eve@example.test";

    private final PoolFixture pool = new PoolFixture();
    private final SigningUp up = SigningUp.in(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private static void assertNotAuthorized(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NotAuthorizedException.class).hasMessageContaining(message);
    }

    private static void assertExpired(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ExpiredCodeException.class)
                .hasMessageContaining("Invalid code provided, please request a code again.");
    }

    private static void assertMismatch(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(CodeMismatchException.class)
                .hasMessageContaining("Invalid verification code provided, please try again.");
    }

    private String attributeOf(String email, String name) {
        return pool.aws.adminGetUser(user -> user.userPoolId(up.poolId()).username(email)).userAttributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(AttributeType::value)
                .findFirst()
                .orElse("");
    }

    private UserStatusType status(String email) {
        return pool.aws
                .adminGetUser(user -> user.userPoolId(up.poolId()).username(email))
                .userStatus();
    }

    @Test
    void signUp_andCodeOfTheOutbox_leadToTokens() {
        var made = up.signUp(EVE);
        assertThat(made.userConfirmed()).isFalse();
        assertThat(made.userSub()).isEqualTo(attributeOf(EVE, "sub"));
        assertThat(made.codeDeliveryDetails().destination()).isEqualTo("e***@e***");
        assertThat(made.codeDeliveryDetails().deliveryMedium()).isEqualTo(DeliveryMediumType.EMAIL);
        assertThat(made.codeDeliveryDetails().attributeName()).isEqualTo("email");
        assertThat(status(EVE)).isEqualTo(UserStatusType.UNCONFIRMED);
        assertThat(attributeOf(EVE, "email_verified")).isEqualTo("false");
        up.confirm(up.legacy(), EVE, pool.code(EVE));
        assertThat(status(EVE)).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(attributeOf(EVE, "email_verified")).isEqualTo("true");
        assertThat(up.app().tokens(EVE, PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void signIn_unconfirmed_isRefusedToWhoKnowsThePasswordAndNobodyElseIsTold() {
        up.signUp(EVE);
        assertThatThrownBy(() -> up.app().withPassword(EVE, PASSWORD))
                .isInstanceOf(UserNotConfirmedException.class)
                .hasMessageContaining("User is not confirmed.");
        assertNotAuthorized("Incorrect username or password.", () -> up.app().withPassword(EVE, PASSWORD + "x"));
    }

    @Test
    void signIn_unconfirmedOnThePages_leadsToTheCode() {
        up.signUp(EVE);
        var browser = pool.browser();
        var request = pool.request(up.legacy());
        request.put("scope", "openid");
        var page = browser.get(pool.authorize(browser, request).location());
        var answer = browser.submit(page, Map.of("username", EVE, "password", PASSWORD));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).contains("/confirm?");
    }

    @Test
    void signUp_nameTaken_isRefusedInAnyCase() {
        up.signUp(EVE);
        assertThatThrownBy(() -> up.signUp(EVE)).isInstanceOf(UsernameExistsException.class);
        assertThatThrownBy(() -> up.signUp(EVE.toUpperCase(Locale.ROOT))).isInstanceOf(UsernameExistsException.class);
    }

    @Test
    void signUp_byManyAtOnceWithOneName_oneWins() throws Exception {
        assertThat(SigningUp.countAtOnce(() -> up.signUp(EVE))).isEqualTo(1);
        assertThat(pool.messages()).hasSize(1);
    }

    @Test
    void signUp_whereOnlyAdministratorsCreate_isNotAuthorized() {
        var poolId = pool.aws
                .createUserPool(made ->
                        made.poolName("Closed").adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(true)))
                .userPool()
                .id();
        var client = PoolFixture.createClient(
                pool.aws, poolId, made -> made.generateSecret(false).allowedOAuthScopes("openid"));
        assertNotAuthorized(
                "SignUp is not permitted for this user pool",
                () -> pool.aws.signUp(
                        call -> call.clientId(client.clientId()).username("eve").password(PASSWORD)));
    }

    @Test
    void signUp_weakPasswordOrBadAttribute_isRefused() {
        assertThatThrownBy(() -> pool.aws.signUp(call ->
                        call.clientId(up.legacy().clientId()).username(EVE).password("short")))
                .isInstanceOf(InvalidPasswordException.class);
        assertThatThrownBy(() -> pool.aws.signUp(call ->
                        call.clientId(up.legacy().clientId()).username("eve").password(PASSWORD)))
                .isInstanceOf(InvalidParameterException.class);
        assertNotAuthorized(
                "unauthorized attribute",
                () -> pool.aws.signUp(call -> call.clientId(up.legacy().clientId())
                        .username(EVE)
                        .password(PASSWORD)
                        .userAttributes(attribute("email_verified", "true"))));
        assertThat(pool.messages()).isEmpty();
    }

    @Test
    void signUp_withoutARequiredAttribute_isInvalid() {
        var poolId = pool.aws
                .createUserPool(made -> made.poolName("Asking")
                        .schema(SchemaAttributeType.builder()
                                .name("name")
                                .required(true)
                                .build()))
                .userPool()
                .id();
        var client = PoolFixture.createClient(
                pool.aws, poolId, made -> made.generateSecret(false).allowedOAuthScopes("openid"));
        assertThatThrownBy(() -> pool.aws.signUp(
                        call -> call.clientId(client.clientId()).username("eve").password(PASSWORD)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("name: The attribute is required");
    }

    @Test
    void signUp_secretHash_isDemandedOfClientsWithASecret() {
        var client = new ApiClient(
                pool, PoolFixture.createClient(pool.aws, up.poolId(), made -> made.allowedOAuthScopes("openid")));
        assertNotAuthorized(
                "SECRET_HASH was not received",
                () -> pool.aws.signUp(
                        call -> call.clientId(client.id()).username(EVE).password(PASSWORD)));
        assertNotAuthorized(
                "Unable to verify secret hash",
                () -> pool.aws.signUp(call -> call.clientId(client.id())
                        .username(EVE)
                        .password(PASSWORD)
                        .secretHash(client.hash("other"))));
        pool.aws.signUp(call ->
                call.clientId(client.id()).username(EVE).password(PASSWORD).secretHash(client.hash(EVE)));
        assertNotAuthorized("SECRET_HASH was not received", () -> up.confirm(client.client(), EVE, pool.code(EVE)));
        pool.aws.confirmSignUp(call -> call.clientId(client.id())
                .username(EVE)
                .confirmationCode(pool.code(EVE))
                .secretHash(client.hash(EVE)));
        assertThat(status(EVE)).isEqualTo(UserStatusType.CONFIRMED);
    }

    @Test
    void confirm_wrongCode_isMismatchAndTheRightOneStillWorks() {
        up.signUp(EVE);
        var code = pool.code(EVE);
        assertMismatch(() -> up.confirm(up.legacy(), EVE, SigningUp.other(code)));
        assertMismatch(() -> up.confirm(up.legacy(), EVE, "x"));
        up.confirm(up.legacy(), EVE, code);
    }

    @Test
    void confirm_codeAtItsEnd_isExpired() {
        up.signUp(EVE);
        pool.clock.advance(Duration.ofHours(24));
        assertExpired(() -> up.confirm(up.legacy(), EVE, pool.code(EVE)));
    }

    @Test
    void confirm_oneMomentBeforeTheEnd_works() {
        up.signUp(EVE);
        pool.clock.advance(Duration.ofHours(24).minusMillis(1));
        up.confirm(up.legacy(), EVE, pool.code(EVE));
    }

    @Test
    void confirm_earlierCode_isWorthNothingOnceAnotherWasSent() {
        up.signUp(EVE);
        var first = pool.code(EVE);
        assertThat(up.resend(up.legacy(), EVE).destination()).isEqualTo("e***@e***");
        var second = pool.code(EVE);
        if (!first.equals(second)) assertMismatch(() -> up.confirm(up.legacy(), EVE, first));
        up.confirm(up.legacy(), EVE, second);
    }

    @Test
    void confirm_codeOfSomebodyElse_isMismatch() {
        up.signUp(EVE);
        up.signUp("mallory@example.test");
        var other = pool.code("mallory@example.test");
        if (!other.equals(pool.code(EVE))) assertMismatch(() -> up.confirm(up.legacy(), EVE, other));
    }

    @Test
    void confirm_addressChangedMeanwhile_doesNotVerifyTheNewOne() {
        up.signUp(EVE);
        var code = pool.code(EVE);
        pool.aws.adminUpdateUserAttributes(user ->
                user.userPoolId(up.poolId()).username(EVE).userAttributes(attribute("email", "new@example.test")));
        assertExpired(() -> up.confirm(up.legacy(), "new@example.test", code));
    }

    @Test
    void confirm_sixteenthTryInAnHour_isTooOftenEvenWithTheRightCode() {
        up.signUp(EVE);
        var code = pool.code(EVE);
        for (var tries = 0; tries < 15; tries++) {
            assertMismatch(() -> up.confirm(up.legacy(), EVE, SigningUp.other(code)));
        }
        assertThatThrownBy(() -> up.confirm(up.legacy(), EVE, code))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Attempt limit exceeded, please try after some time.");
        pool.clock.advance(Duration.ofHours(1));
        up.confirm(up.legacy(), EVE, code);
    }

    @Test
    void confirm_rightCodeByManyAtOnce_oneWins() throws Exception {
        up.signUp(EVE);
        var code = pool.code(EVE);
        assertThat(SigningUp.countAtOnce(() -> up.confirm(up.legacy(), EVE, code)))
                .isEqualTo(1);
    }

    @Test
    void confirm_twice_tellsTheStatusUnlessTheClientHidesIt() {
        up.signUp(EVE);
        var code = pool.code(EVE);
        up.confirm(up.legacy(), EVE, code);
        assertNotAuthorized(
                "User cannot be confirmed. Current status is CONFIRMED", () -> up.confirm(up.legacy(), EVE, code));
        assertExpired(() -> up.confirm(up.hiding(), EVE, code));
    }

    @Test
    void confirm_nobodyOrDisabled_isToldOnlyToClientsThatMayKnow() {
        assertThatThrownBy(() -> up.confirm(up.legacy(), "nobody@example.test", "123456"))
                .isInstanceOf(UserNotFoundException.class)
                .hasMessageContaining("Username/client id combination not found.");
        assertExpired(() -> up.confirm(up.hiding(), "nobody@example.test", "123456"));
        up.signUp(EVE);
        pool.aws.adminDisableUser(user -> user.userPoolId(up.poolId()).username(EVE));
        assertNotAuthorized("User is disabled.", () -> up.confirm(up.legacy(), EVE, pool.code(EVE)));
        assertExpired(() -> up.confirm(up.hiding(), EVE, pool.code(EVE)));
    }

    @Test
    void resend_nobody_isToldOnlyToClientsThatMayKnow() {
        assertThatThrownBy(() -> up.resend(up.legacy(), "nobody@example.test"))
                .isInstanceOf(UserNotFoundException.class);
        assertThat(up.resend(up.hiding(), "nobody@example.test").destination()).isEqualTo("n***@e***");
        assertThat(pool.messages()).isEmpty();
    }

    @Test
    void resend_sixthInAnHour_isTooOftenForAnybody() {
        up.signUp(EVE);
        for (var tries = 0; tries < 5; tries++) {
            up.resend(up.hiding(), EVE);
            up.resend(up.hiding(), "nobody@example.test");
        }
        assertThatThrownBy(() -> up.resend(up.hiding(), EVE)).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> up.resend(up.hiding(), "nobody@example.test"))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void resend_confirmedUser_isInvalid() {
        up.signUpAndConfirm(EVE);
        assertThatThrownBy(() -> up.resend(up.legacy(), EVE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("User is already confirmed.");
    }

    @Test
    void adminConfirmSignUp_confirmsWithoutVerifying() {
        up.signUp(EVE);
        pool.aws.adminConfirmSignUp(user -> user.userPoolId(up.poolId()).username(EVE));
        assertThat(status(EVE)).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(attributeOf(EVE, "email_verified")).isEqualTo("false");
        assertNotAuthorized(
                "Current status is CONFIRMED",
                () -> pool.aws.adminConfirmSignUp(
                        user -> user.userPoolId(up.poolId()).username(EVE)));
    }

    @Test
    void confirm_aliasOfSomebodyElse_isTakenOnlyWhenForced() {
        var poolId = pool.aws
                .createUserPool(made -> made.poolName("Aliases")
                        .aliasAttributes(AliasAttributeType.EMAIL)
                        .autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
        var client = PoolFixture.createClient(
                        pool.aws, poolId, made -> made.generateSecret(false).allowedOAuthScopes("openid"))
                .clientId();
        for (var name : new String[] {"first", "second"}) {
            pool.aws.signUp(call ->
                    call.clientId(client).username(name).password(PASSWORD).userAttributes(attribute("email", EVE)));
            if (name.equals("first")) {
                pool.aws.confirmSignUp(
                        call -> call.clientId(client).username(name).confirmationCode(pool.code(EVE)));
            }
        }
        assertThatThrownBy(() -> pool.aws.confirmSignUp(
                        call -> call.clientId(client).username("second").confirmationCode(pool.code(EVE))))
                .isInstanceOf(AliasExistsException.class);
        pool.aws.confirmSignUp(call -> call.clientId(client)
                .username("second")
                .confirmationCode(pool.code(EVE))
                .forceAliasCreation(true));
        assertThat(pool.aws
                        .adminGetUser(user -> user.userPoolId(poolId).username(EVE))
                        .username())
                .isEqualTo("second");
    }
}
