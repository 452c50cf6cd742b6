package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;

/** A user's own attributes, and how an address is shown to be hers. */
class ApiAttributesTest {
    private static final String EVE = "eve@example.test";
    private static final String NEW = "new@example.test";

    private final PoolFixture pool = new PoolFixture();
    private final SigningUp up = SigningUp.in(pool);
    private String token = "";

    @BeforeEach
    void signIn() {
        up.signUpAndConfirm(EVE);
        token = up.app().tokens(EVE, PASSWORD).accessToken();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private List<CodeDeliveryDetailsType> update(String accessToken, AttributeType... attributes) {
        return pool.aws
                .updateUserAttributes(call -> call.accessToken(accessToken).userAttributes(attributes))
                .codeDeliveryDetailsList();
    }

    private void verify(String attribute, String code) {
        pool.aws.verifyUserAttribute(
                call -> call.accessToken(token).attributeName(attribute).code(code));
    }

    private String value(String name) {
        return pool.aws.getUser(call -> call.accessToken(token)).userAttributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(AttributeType::value)
                .collect(Collectors.joining());
    }

    @Test
    void update_ordinaryAttribute_needsNoCode() {
        assertThat(update(token, attribute("name", "Eve"), attribute("nickname", "E")))
                .isEmpty();
        assertThat(value("name")).isEqualTo("Eve");
        update(token, attribute("nickname", ""));
        assertThat(value("nickname")).isEmpty();
    }

    @Test
    void update_newAddress_isUnverifiedUntilItsCodeComes() {
        var sent = update(token, attribute("email", NEW));
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().destination()).isEqualTo("n***@e***");
        assertThat(value("email_verified")).isEqualTo("false");
        assertThatThrownBy(() -> verify("email", SigningUp.other(pool.code(NEW))))
                .isInstanceOf(CodeMismatchException.class);
        verify("email", pool.code(NEW));
        assertThat(value("email_verified")).isEqualTo("true");
        assertThatThrownBy(() -> verify("email", pool.code(NEW))).isInstanceOf(ExpiredCodeException.class);
        assertThat(up.app().tokens(NEW, PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void verify_codeOfTheAddressBefore_isExpired() {
        pool.aws.getUserAttributeVerificationCode(
                call -> call.accessToken(token).attributeName("email"));
        var code = pool.code(EVE);
        pool.aws.adminUpdateUserAttributes(user -> user.userPoolId(up.poolId())
                .username(EVE)
                .userAttributes(attribute("email", NEW), attribute("email_verified", "true")));
        pool.aws.adminUpdateUserAttributes(user ->
                user.userPoolId(up.poolId()).username(NEW).userAttributes(attribute("email_verified", "false")));
        assertThatThrownBy(() -> verify("email", code)).isInstanceOf(ExpiredCodeException.class);
        assertThat(value("email_verified")).isEqualTo("false");
    }

    @Test
    void verify_sixteenthTryInAnHour_isTooOften() {
        update(token, attribute("email", NEW));
        var code = pool.code(NEW);
        for (var tries = 0; tries < 15; tries++) {
            assertThatThrownBy(() -> verify("email", SigningUp.other(code))).isInstanceOf(CodeMismatchException.class);
        }
        assertThatThrownBy(() -> verify("email", code)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void update_addressOfSomebodyElse_isRefused() {
        up.signUpAndConfirm(NEW);
        assertThatThrownBy(() -> update(token, attribute("email", NEW))).isInstanceOf(AliasExistsException.class);
    }

    @Test
    void update_whatTheClientMayNotWrite_isNotAuthorized() {
        assertThatThrownBy(() -> update(token, attribute("email_verified", "true")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("A client attempted to write unauthorized attribute");
        var narrow = PoolFixture.createClient(
                pool.aws,
                up.poolId(),
                client -> client.generateSecret(false)
                        .allowedOAuthScopes("openid")
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .writeAttributes("nickname"));
        var other = new ApiClient(pool, narrow).tokens(EVE, PASSWORD).accessToken();
        assertThatThrownBy(() -> update(other, attribute("name", "Mallory")))
                .isInstanceOf(NotAuthorizedException.class);
        assertThat(update(other, attribute("nickname", "E"))).isEmpty();
    }

    @Test
    void update_lastNameTakenAway_isInvalid() {
        assertThatThrownBy(() -> update(token, attribute("email", ""))).isInstanceOf(InvalidParameterException.class);
        assertThat(value("email")).isEqualTo(EVE);
    }

    @Test
    void verificationCode_forAnAttributeThatIsNotThere_isInvalid() {
        assertThatThrownBy(() -> pool.aws.getUserAttributeVerificationCode(
                        call -> call.accessToken(token).attributeName("phone_number")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void adminUpdate_newAddress_sendsACodeUnlessItIsSaidToBeVerified() {
        var before = pool.messages().size();
        pool.aws.adminUpdateUserAttributes(user -> user.userPoolId(up.poolId())
                .username(EVE)
                .userAttributes(attribute("email", NEW), attribute("email_verified", "true")));
        assertThat(pool.messages()).hasSize(before);
        pool.aws.adminUpdateUserAttributes(
                user -> user.userPoolId(up.poolId()).username(NEW).userAttributes(attribute("email", EVE)));
        assertThat(pool.messages()).hasSize(before + 1);
        verify("email", pool.code(EVE));
        assertThat(value("email_verified")).isEqualTo("true");
    }
}
