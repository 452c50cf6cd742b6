package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreTokenGenerationLambdaVersionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** The functions around signing in, and what tokens say by them. */
class ApiSignInTriggersTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final PoolFixture POOL =
            new PoolFixture(config -> config.withFile(FUNCTIONS.file("before", "after", "tokens")));
    private static final ApiClient APP = ApiClient.open(POOL);

    @BeforeEach
    void reset() {
        FUNCTIONS.forget();
        triggers(functions -> functions
                .preAuthentication(ARN + "before")
                .postAuthentication(ARN + "after")
                .preTokenGeneration(ARN + "tokens"));
    }

    @AfterAll
    static void close() {
        POOL.close();
        FUNCTIONS.close();
    }

    private static void triggers(Consumer<LambdaConfigType.Builder> functions) {
        POOL.aws.updateUserPool(pool -> pool.userPoolId(POOL.poolId).lambdaConfig(functions));
    }

    private static void fullTokens() {
        triggers(functions -> functions.preTokenGenerationConfig(
                tokens -> tokens.lambdaArn(ARN + "tokens").lambdaVersion(PreTokenGenerationLambdaVersionType.V2_0)));
    }

    private static JsonObject idClaims() {
        return claims(APP.tokens(ADA, PASSWORD).idToken());
    }

    @Test
    void signIn_byPassword_asksBeforeAndTellsAfter() {
        POOL.aws.initiateAuth(call -> call.clientId(APP.id())
                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", ADA, "PASSWORD", PASSWORD))
                .clientMetadata(Map.of("from", "the app")));
        var before = FUNCTIONS.request("PreAuthentication_Authentication");
        assertThat(before.object("validationData").orElseThrow().text("from")).hasValue("the app");
        assertThat(before.object("userAttributes").orElseThrow().text("email")).hasValue(ADA);
        assertThat(before.flag("userNotFound")).hasValue(false);
        var after = FUNCTIONS.request("PostAuthentication_Authentication");
        assertThat(after.flag("newDeviceUsed")).hasValue(false);
        assertThat(after.object("clientMetadata").orElseThrow().names()).isEmpty();
        assertThat(FUNCTIONS.events("TokenGeneration_Authentication")).hasSize(1);
    }

    @Test
    void signIn_withAWrongPassword_asksBeforeAndTellsNothingAfter() {
        assertThatThrownBy(() -> APP.withPassword(ADA, "wrong")).isInstanceOf(NotAuthorizedException.class);
        assertThat(FUNCTIONS.events("PreAuthentication_Authentication")).hasSize(1);
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).isEmpty();
        POOL.clock.advance(Duration.ofMinutes(16));
    }

    @Test
    void signIn_bySrp_asksAtItsFirstCall() {
        var srp = new SrpClient();
        var challenge = APP.withSrp(ADA, srp).challengeParameters();
        assertThat(FUNCTIONS.events("PreAuthentication_Authentication")).hasSize(1);
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).isEmpty();
        APP.prove(challenge, srp, PASSWORD);
        assertThat(FUNCTIONS.events("PreAuthentication_Authentication")).hasSize(1);
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).hasSize(1);
    }

    @Test
    void preAuthentication_throws_refusesTheRightPassword() {
        FUNCTIONS.refuse("before", "not from this country");
        assertThatThrownBy(() -> APP.withPassword(ADA, PASSWORD))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PreAuthentication failed with error not from this country.");
        assertThatThrownBy(() -> APP.withSrp(ADA, new SrpClient())).isInstanceOf(UserLambdaValidationException.class);
    }

    @Test
    void preAuthentication_ofANameThatNobodyHas_isAskedWhereThatMustNotBeSeen() {
        assertThatThrownBy(() -> APP.withPassword("nobody@example.test", PASSWORD))
                .isInstanceOf(UserNotFoundException.class);
        assertThat(FUNCTIONS.events("PreAuthentication_Authentication")).isEmpty();
        var hiding = new ApiClient(
                POOL,
                POOL.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .preventUserExistenceErrors("ENABLED")));
        assertThatThrownBy(() -> hiding.withPassword("nobody@example.test", PASSWORD))
                .isInstanceOf(NotAuthorizedException.class);
        var asked = FUNCTIONS.request("PreAuthentication_Authentication");
        assertThat(asked.flag("userNotFound")).hasValue(true);
        assertThat(asked.object("userAttributes").orElseThrow().names()).isEmpty();
    }

    @Test
    void postAuthentication_throws_givesNoTokens() {
        FUNCTIONS.refuse("after", "audit is full");
        assertThatThrownBy(() -> APP.withPassword(ADA, PASSWORD))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PostAuthentication failed");
    }

    @Test
    void metadata_ofALaterCall_reachesWhatComesLater() {
        POOL.aws.adminCreateUser(user -> user.userPoolId(POOL.poolId)
                .username("half@example.test")
                .temporaryPassword("Temporary-1")
                .messageAction(MessageActionType.SUPPRESS));
        var half = APP.withPassword("half@example.test", "Temporary-1");
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).isEmpty();
        POOL.aws.respondToAuthChallenge(call -> call.clientId(APP.id())
                .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                .session(half.session())
                .challengeResponses(Map.of("USERNAME", "half@example.test", "NEW_PASSWORD", PASSWORD))
                .clientMetadata(Map.of("step", "two")));
        for (var source : List.of("PostAuthentication_Authentication", "TokenGeneration_NewPasswordChallenge")) {
            assertThat(FUNCTIONS
                            .request(source)
                            .object("clientMetadata")
                            .orElseThrow()
                            .text("step"))
                    .as(source)
                    .hasValue("two");
        }
    }

    @Test
    void tokens_byTheFirstForm_changeTheIdTokenAlone() {
        FUNCTIONS.respond("tokens", """
                {"claimsOverrideDetails": {
                  "claimsToAddOrOverride": {"plan": "gold", "name": "Countess"},
                  "claimsToSuppress": ["email"]}}
                """);
        var tokens = APP.tokens(ADA, PASSWORD);
        var id = claims(tokens.idToken());
        assertThat(id.text("plan")).hasValue("gold");
        assertThat(id.text("name")).hasValue("Countess");
        assertThat(id.has("email")).isFalse();
        var access = claims(tokens.accessToken());
        assertThat(access.has("plan")).isFalse();
        assertThat(access.text("scope")).hasValue("aws.cognito.signin.user.admin");
    }

    @Test
    void tokens_whatThePoolVouchesFor_staysWhateverTheFunctionSays() {
        fullTokens();
        var before = claims(APP.tokens(ADA, PASSWORD).accessToken());
        FUNCTIONS.respond("tokens", """
                {"claimsAndScopeOverrideDetails": {
                  "idTokenGeneration": {
                    "claimsToAddOrOverride": {"sub": "eve", "aud": "x", "cognito:username": "eve", "exp": 4102444800},
                    "claimsToSuppress": ["sub", "iss", "exp", "token_use", "aud"]},
                  "accessTokenGeneration": {
                    "claimsToAddOrOverride": {"sub": "eve", "username": "eve", "token_use": "id", "client_id": "x",
                      "origin_jti": "x", "scope": "all", "cognito:groups": ["staff"], "iss": "https://evil.test"},
                    "claimsToSuppress": ["origin_jti", "auth_time", "jti"],
                    "scopesToAdd": ["aws.cognito.signin.user.admin", "two words"]}}}
                """);
        var tokens = APP.tokens(ADA, PASSWORD);
        var access = claims(tokens.accessToken());
        for (var name : List.of("sub", "username", "token_use", "client_id", "iss", "scope")) {
            assertThat(access.text(name)).as(name).isEqualTo(before.text(name)).isPresent();
        }
        assertThat(access.names()).containsExactlyInAnyOrderElementsOf(before.names());
        var id = claims(tokens.idToken());
        assertThat(id.text("sub")).isEqualTo(before.text("sub"));
        assertThat(id.text("aud")).hasValue(APP.id());
        assertThat(id.text("token_use")).hasValue("id");
        assertThat(id.integer("exp").orElseThrow()).isLessThan(4102444800L);
        // The pool still knows its own tokens.
        assertThat(POOL.aws
                        .getUser(call -> call.accessToken(tokens.accessToken()))
                        .username())
                .isEqualTo(access.text("username").orElseThrow());
    }

    @Test
    void tokens_byTheSecondForm_changeBothAndTheScopes() {
        fullTokens();
        FUNCTIONS.respond("tokens", """
                {"claimsAndScopeOverrideDetails": {
                  "idTokenGeneration": {"claimsToAddOrOverride": {"tags": ["a", 1, true], "nested": {"x": {"y": 2}}}},
                  "accessTokenGeneration": {"claimsToAddOrOverride": {"tenant": 7},
                    "scopesToAdd": ["members/read"], "scopesToSuppress": ["aws.cognito.signin.user.admin"]},
                  "groupOverrideDetails": {"groupsToOverride": ["gold"], "iamRolesToOverride": ["arn:x"],
                    "preferredRole": "arn:x"}}}
                """);
        var tokens = APP.tokens(ADA, PASSWORD);
        var event = FUNCTIONS.events("TokenGeneration_Authentication").getLast();
        assertThat(event.text("version")).hasValue("2");
        assertThat(event.object("request").orElseThrow().texts("scopes"))
                .hasValue(List.of("aws.cognito.signin.user.admin"));
        var access = claims(tokens.accessToken());
        assertThat(access.integer("tenant")).hasValue(7);
        assertThat(access.text("scope")).hasValue("members/read");
        assertThat(access.texts("cognito:groups")).hasValue(List.of("gold"));
        assertThat(access.has("cognito:roles")).isFalse();
        var id = claims(tokens.idToken());
        assertThat(id.values().get("tags")).isEqualTo(List.of("a", 1, true));
        assertThat(id.values().get("nested")).isEqualTo(Map.of("x", Map.of("y", 2)));
        assertThat(id.text("cognito:preferred_role")).hasValue("arn:x");
        assertThatThrownBy(() -> POOL.aws.getUser(call -> call.accessToken(tokens.accessToken())))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void tokens_byTheFirstForm_withAValueThatIsNoText_areNone() {
        FUNCTIONS.respond("tokens", "{\"claimsOverrideDetails\": {\"claimsToAddOrOverride\": {\"tags\": [1]}}}");
        assertThatThrownBy(ApiSignInTriggersTest::idClaims).isInstanceOf(InvalidLambdaResponseException.class);
    }

    @Test
    void tokens_whenNothingIsSaid_areAsWithoutAFunction() {
        for (var nothing : List.of("{}", "{\"claimsOverrideDetails\": null}")) {
            FUNCTIONS.respond("tokens", nothing);
            assertThat(idClaims().text("email")).hasValue(ADA);
        }
    }

    @Test
    void refresh_isAskedAgain_andARefusalCostsNoToken() {
        var rotating = new ApiClient(
                POOL,
                POOL.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ApiClient.ALL_FLOWS[0], ApiClient.ALL_FLOWS[1])
                        .refreshTokenRotation(rotation ->
                                rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(0))));
        var first = rotating.tokens(ADA, PASSWORD).refreshToken();
        FUNCTIONS.refuse("tokens", "later");
        assertThatThrownBy(() -> renew(rotating, first)).isInstanceOf(UserLambdaValidationException.class);
        FUNCTIONS.respond("tokens", "{\"claimsOverrideDetails\": {\"claimsToAddOrOverride\": {\"n\": \"2\"}}}");
        assertThat(claims(renew(rotating, first)).text("n")).hasValue("2");
        assertThat(FUNCTIONS.events("TokenGeneration_RefreshTokens")).hasSize(2);
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).hasSize(1);
    }

    private static String renew(ApiClient client, String token) {
        return POOL.aws
                .getTokensFromRefreshToken(call -> call.clientId(client.id()).refreshToken(token))
                .authenticationResult()
                .idToken();
    }

    @Test
    void refresh_ofATokenThatIsNone_asksNothing() {
        assertThatThrownBy(() -> APP.refresh("", "x".repeat(43))).isInstanceOf(NotAuthorizedException.class);
        assertThat(FUNCTIONS.events("TokenGeneration_RefreshTokens")).isEmpty();
    }

    @Test
    void hostedTokens_areAskedAbout_andARefusalGivesNone() {
        fullTokens();
        FUNCTIONS.respond(
                "tokens",
                "{\"claimsAndScopeOverrideDetails\": {\"accessTokenGeneration\": {\"claimsToAddOrOverride\": {\"t\": 1}}}}");
        var tokens = POOL.signInForTokens(POOL.client);
        assertThat(claims(tokens.text("access_token").orElseThrow()).integer("t"))
                .hasValue(1);
        var scopes = FUNCTIONS.request("TokenGeneration_HostedAuth").texts("scopes");
        assertThat(scopes).map(List::size).isEqualTo(Optional.of(3));
        var refresh = POOL.refresh(POOL.client, tokens.text("refresh_token").orElseThrow());
        FUNCTIONS.refuse("tokens", "no");
        assertThat(POOL.token(refresh).status()).isEqualTo(400);
        var refused = POOL.token(POOL.exchange(POOL.client, POOL.code(POOL.client)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_grant");
        FUNCTIONS.respond("tokens", "{}");
        assertThat(POOL.token(refresh).status()).isEqualTo(200);
    }

    @Test
    void signIn_onThePages_asksBeforeAndTellsAfterOnce() {
        var browser = POOL.browser();
        var request = POOL.request(POOL.client);
        var page = browser.get(POOL.authorize(browser, request).location());
        browser.submit(page, Map.of("username", ADA, "password", PASSWORD));
        assertThat(FUNCTIONS.events("PreAuthentication_Authentication")).hasSize(1);
        assertThat(POOL.authorize(browser, request).location()).contains("code=");
        assertThat(POOL.authorize(browser, request).location()).contains("code=");
        assertThat(FUNCTIONS.events("PostAuthentication_Authentication")).hasSize(1);
    }

    @Test
    void signIn_onThePages_isRefusedByAFunctionBeforeAndAfter() {
        FUNCTIONS.refuse("before", "not from this country");
        var browser = POOL.browser();
        var request = POOL.request(POOL.client);
        var page = browser.get(POOL.authorize(browser, request).location());
        var refused = browser.submit(page, Map.of("username", ADA, "password", PASSWORD));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("not from this country");

        FUNCTIONS.forget();
        FUNCTIONS.refuse("after", "not at this hour");
        page = browser.get(POOL.authorize(browser, request).location());
        browser.submit(page, Map.of("username", ADA, "password", PASSWORD));
        var after = POOL.authorize(browser, request);
        assertThat(after.status()).isEqualTo(400);
        assertThat(after.body()).contains("not at this hour");
        assertThat(POOL.authorize(browser, request).location()).contains("/login");
    }
}
