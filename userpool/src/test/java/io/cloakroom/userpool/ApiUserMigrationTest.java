package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnexpectedLambdaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** People who come over from elsewhere when they sign in. */
class ApiUserMigrationTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final PoolFixture POOL = new PoolFixture(config -> config.withFile(FUNCTIONS.file("migrate")));
    private static final SigningUp UP = SigningUp.in(POOL);
    private static final String OLD_PASSWORD = "old";

    @BeforeEach
    void reset() {
        FUNCTIONS.forget();
        POOL.aws.updateUserPool(pool ->
                pool.userPoolId(UP.poolId()).lambdaConfig(functions -> functions.userMigration(ARN + "migrate")));
        FUNCTIONS.answer("migrate", ApiUserMigrationTest::oldHouse);
    }

    @AfterAll
    static void close() {
        POOL.close();
        FUNCTIONS.close();
    }

    /** Knows whoever has an address at {@code old.test}. */
    private static String oldHouse(JsonObject event) {
        var name = event.text("userName").orElseThrow();
        var password = event.object("request").flatMap(request -> request.text("password"));
        var isKnown =
                name.endsWith("@old.test") && password.orElse(OLD_PASSWORD).equals(OLD_PASSWORD);
        return isKnown
                ? "{\"response\": {\"userAttributes\": {\"email\": \"" + name + "\", \"email_verified\": \"true\","
                        + " \"name\": \"From the old house\"}, \"finalUserStatus\": \"CONFIRMED\"}}"
                : "{\"errorMessage\": \"unknown there\"}";
    }

    private static String email() {
        return UUID.randomUUID() + "@old.test";
    }

    @Test
    void signIn_ofSomebodyWhomTheFunctionKnows_makesHerAUserWithThatPassword() {
        var email = email();
        var tokens = UP.app().tokens(email, OLD_PASSWORD);
        assertThat(PoolFixture.claims(tokens.idToken()).text("name")).hasValue("From the old house");
        var user = POOL.aws.adminGetUser(call -> call.userPoolId(UP.poolId()).username(email));
        assertThat(user.userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        FUNCTIONS.forget();
        UP.app().tokens(email, OLD_PASSWORD);
        assertThatThrownBy(() -> UP.app().tokens(email, "other")).isInstanceOf(NotAuthorizedException.class);
        assertThat(FUNCTIONS.events("UserMigration_Authentication")).isEmpty();
    }

    @Test
    void signIn_ofSomebodyWhomItDoesNotKnow_isOneThatNobodyMade() {
        var email = email();
        assertThatThrownBy(() -> UP.app().tokens(email, "wrong"))
                .isInstanceOf(UserNotFoundException.class)
                .hasMessageContaining("Exception migrating user in app client");
        assertThatThrownBy(() -> new ApiClient(POOL, UP.hiding()).tokens(email, "wrong"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
        FUNCTIONS.answer("migrate", _ -> "404");
        assertThatThrownBy(() -> UP.app().tokens(email, "wrong")).isInstanceOf(UnexpectedLambdaException.class);
    }

    @Test
    void signIn_bySrp_asksNobody() {
        assertThatThrownBy(() -> UP.app().withSrp(email(), new SrpClient())).isInstanceOf(UserNotFoundException.class);
        assertThat(FUNCTIONS.events("UserMigration_Authentication")).isEmpty();
    }

    @Test
    void signIn_ofOneAtTheSameTime_makesOneUser() throws Exception {
        var email = email();
        assertThat(SigningUp.countAtOnce(() -> UP.app().tokens(email, OLD_PASSWORD)))
                .isEqualTo(8);
        var found = POOL.aws.listUsers(list -> list.userPoolId(UP.poolId()).filter("email = \"" + email + "\""));
        assertThat(found.users()).hasSize(1);
    }

    @Test
    void user_whoMustReset_isToldSo_andComesInWithACode() {
        FUNCTIONS.respond("migrate", "{\"userAttributes\": {\"email_verified\": \"true\"}}");
        var email = email();
        for (var password : new String[] {OLD_PASSWORD, "any"}) {
            assertThatThrownBy(() -> UP.app().tokens(email, password))
                    .isInstanceOf(PasswordResetRequiredException.class);
        }
        assertThatThrownBy(() -> UP.app().srp(email, OLD_PASSWORD)).isInstanceOf(PasswordResetRequiredException.class);
        assertThatThrownBy(() -> new ApiClient(POOL, UP.hiding()).tokens(email, OLD_PASSWORD))
                .isInstanceOf(NotAuthorizedException.class);
        UP.forgot(UP.legacy(), email);
        UP.reset(UP.legacy(), email, POOL.code(email), PASSWORD);
        assertThat(UP.app().tokens(email, PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void forgottenPassword_ofSomebodyWhomTheFunctionKnows_sendsHerACode() {
        var email = email();
        UP.forgot(UP.legacy(), email);
        assertThat(FUNCTIONS.request("UserMigration_ForgotPassword").has("password"))
                .isFalse();
        UP.reset(UP.legacy(), email, POOL.code(email), PASSWORD);
        assertThat(UP.app().tokens(email, PASSWORD).accessToken()).isNotEmpty();
        assertThatThrownBy(() -> UP.forgot(UP.legacy(), "nobody@example.test"))
                .isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void attributes_thatThePoolDoesNotTake_makeNobody() {
        for (var attributes : new String[] {
            "{\"email\": \"no address\"}", "{\"custom:absent\": \"x\"}", "{\"email\": 7}", "{\"birthdate\": \"x\"}"
        }) {
            FUNCTIONS.respond(
                    "migrate", "{\"userAttributes\": " + attributes + ", \"finalUserStatus\": \"CONFIRMED\"}");
            var email = email();
            assertThatThrownBy(() -> UP.app().tokens(email, OLD_PASSWORD))
                    .as(attributes)
                    .isInstanceOf(UserNotFoundException.class);
            assertThatThrownBy(() -> POOL.aws.adminGetUser(
                            call -> call.userPoolId(UP.poolId()).username(email)))
                    .isInstanceOf(UserNotFoundException.class);
        }
    }

    @Test
    void signIn_onThePages_bringsHerOverToo() {
        var email = email();
        var browser = POOL.browser();
        var request = POOL.request(UP.legacy());
        request.put("scope", "openid");
        var page = browser.get(POOL.authorize(browser, request).location());
        var wrong = browser.submit(page, Map.of("username", email, "password", "wrong"));
        assertThat(wrong.body()).contains("Incorrect username or password.");
        page = browser.get(POOL.authorize(browser, request).location());
        assertThat(browser.submit(page, Map.of("username", email, "password", OLD_PASSWORD))
                        .status())
                .isEqualTo(303);
    }
}
