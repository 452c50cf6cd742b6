package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;

/** What a signed-in user does about herself, by her access token. */
class ApiOwnUserTest {
    private static final String OTHER = "Another-horse-8-battery";

    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.open(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private static void assertNotAuthorized(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NotAuthorizedException.class).hasMessageContaining(message);
    }

    private String token() {
        return app.tokens(ADA, PASSWORD).accessToken();
    }

    private List<String> seen(String token) {
        return pool.aws.getUser(call -> call.accessToken(token)).userAttributes().stream()
                .map(AttributeType::name)
                .toList();
    }

    private void change(String token, String from, String to) {
        pool.aws.changePassword(
                call -> call.accessToken(token).previousPassword(from).proposedPassword(to));
    }

    @Test
    void getUser_ownToken_showsWhatTheClientMayRead() {
        assertThat(seen(token())).containsExactlyInAnyOrder("sub", "email", "email_verified", "name");
        var narrow = new ApiClient(
                pool,
                pool.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .readAttributes("name")));
        assertThat(seen(narrow.tokens(ADA, PASSWORD).accessToken())).containsExactlyInAnyOrder("sub", "name");
    }

    @Test
    void getUser_tokenThatIsNone_isNotAuthorized() {
        var tokens = app.tokens(ADA, PASSWORD);
        assertNotAuthorized("Invalid Access Token", () -> seen("made.up.token"));
        assertNotAuthorized("Invalid Access Token", () -> seen(tokens.idToken()));
        assertNotAuthorized("Invalid Access Token", () -> seen(tokens.refreshToken()));
        var forged = tokens.accessToken().substring(0, tokens.accessToken().length() - 6) + "AAAAAA";
        assertNotAuthorized("Invalid Access Token", () -> seen(forged));
    }

    @Test
    void getUser_tokenOfThePages_lacksTheScope() {
        var hosted = pool.signInForTokens(pool.client).text("access_token").orElseThrow();
        assertNotAuthorized("Access Token does not have required scopes", () -> seen(hosted));
    }

    @Test
    void getUser_disabledOrDeletedMeanwhile_isNotAuthorized() {
        var token = token();
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertNotAuthorized("Access Token has been revoked", () -> seen(token));
        pool.aws.adminEnableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertNotAuthorized("Access Token has been revoked", () -> seen(token));
        pool.aws.adminDeleteUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertNotAuthorized("Access Token has been revoked", () -> seen(token));
    }

    @Test
    void globalSignOut_endsEveryTokenOfTheUserAndNoOthers() {
        pool.createUser("eve@example.test");
        var eve = app.tokens("eve@example.test", PASSWORD);
        var first = app.tokens(ADA, PASSWORD);
        var second = app.tokens(ADA, PASSWORD);
        pool.aws.globalSignOut(call -> call.accessToken(first.accessToken()));
        for (var tokens : List.of(first, second)) {
            assertNotAuthorized("Access Token has been revoked", () -> seen(tokens.accessToken()));
            assertNotAuthorized("Refresh Token has been revoked", () -> app.refresh("", tokens.refreshToken()));
        }
        assertNotAuthorized(
                "Access Token has been revoked",
                () -> pool.aws.globalSignOut(call -> call.accessToken(first.accessToken())));
        assertThat(seen(eve.accessToken())).contains("email");
        assertThat(app.tokens(ADA, PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void adminUserGlobalSignOut_endsTokensOfTheApiToo() {
        var token = token();
        pool.aws.adminUserGlobalSignOut(user -> user.userPoolId(pool.poolId).username(ADA));
        assertNotAuthorized("Access Token has been revoked", () -> seen(token));
    }

    @Test
    void changePassword_right_makesTheNewOneTheOnlyOne() {
        var token = token();
        change(token, PASSWORD, OTHER);
        assertThat(app.srp(ADA, OTHER).authenticationResult()).isNotNull();
        assertNotAuthorized("Incorrect username or password.", () -> app.withPassword(ADA, PASSWORD));
        // Tokens stay, as with Cognito.
        assertThat(seen(token)).contains("email");
    }

    @Test
    void changePassword_wrongPreviousOne_isNotAuthorized() {
        assertNotAuthorized("Incorrect username or password.", () -> change(token(), OTHER, OTHER));
    }

    @Test
    void changePassword_weakOne_isInvalid() {
        assertThatThrownBy(() -> change(token(), PASSWORD, "short"))
                .isInstanceOf(InvalidPasswordException.class)
                .hasMessageContaining("Password did not conform with policy: Password not long enough");
    }

    @Test
    void changePassword_sixthInAnHour_isTooOften() {
        var token = token();
        for (var tries = 0; tries < 5; tries++) {
            assertNotAuthorized("Incorrect username or password.", () -> change(token, OTHER, OTHER));
        }
        assertThatThrownBy(() -> change(token, PASSWORD, OTHER))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Attempt limit exceeded, please try after some time.");
        pool.clock.advance(Duration.ofHours(1));
        change(token(), PASSWORD, OTHER);
    }
}
