package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** Sign-in by password over the API: the right way, and each wrong one with Cognito's error. */
class ApiSignInTest {
    private static final String TEMPORARY = "Temporary-7-battery";
    private static final String CHOSEN = "Chosen-by-herself-7";
    private static final String NEW = "new@example.test";

    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.confidential(pool);
    private final ApiClient open = ApiClient.open(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private static void assertNotAuthorized(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NotAuthorizedException.class).hasMessageContaining(message);
    }

    private static void assertWrong(ThrowingCallable call) {
        assertNotAuthorized("Incorrect username or password.", call);
    }

    private String createWithTemporary() {
        return pool.aws
                .adminCreateUser(user -> user.userPoolId(pool.poolId)
                        .username(NEW)
                        .temporaryPassword(TEMPORARY)
                        .messageAction(MessageActionType.SUPPRESS))
                .user()
                .username();
    }

    @Test
    void password_right_givesTokensOfTheApi() {
        var tokens = app.tokens(ADA, PASSWORD);
        assertThat(tokens.tokenType()).isEqualTo("Bearer");
        assertThat(tokens.expiresIn()).isEqualTo(3600);
        assertThat(tokens.refreshToken()).isNotEmpty();
        var access = PoolFixture.claims(tokens.accessToken());
        assertThat(access.text("scope")).hasValue("aws.cognito.signin.user.admin");
        assertThat(access.text("client_id")).hasValue(app.id());
        assertThat(access.names())
                .containsExactlyInAnyOrder(
                        "sub",
                        "iss",
                        "client_id",
                        "origin_jti",
                        "event_id",
                        "token_use",
                        "scope",
                        "auth_time",
                        "exp",
                        "iat",
                        "jti",
                        "username");
        var id = PoolFixture.claims(tokens.idToken());
        assertThat(id.text("email")).hasValue(ADA);
        assertThat(id.flag("email_verified")).hasValue(true);
        assertThat(id.text("name")).hasValue("Ada Example");
        assertThat(id.has("at_hash")).isFalse();
    }

    @Test
    void accessToken_ofTheApi_isRefusedByUserInfo() {
        var answer = pool.userInfo(app.tokens(ADA, PASSWORD).accessToken());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("openid");
    }

    @Test
    void password_wrong_isNotAuthorized() {
        assertWrong(() -> app.withPassword(ADA, PASSWORD + "x"));
        assertWrong(() -> app.withPassword(ADA, "x".repeat(5000)));
    }

    @Test
    void name_unknown_isToldOnlyToClientsThatMayKnow() {
        var legacy = new ApiClient(
                pool,
                pool.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .preventUserExistenceErrors("LEGACY")));
        var hiding = hiding();
        assertThatThrownBy(() -> legacy.withPassword("nobody@example.test", PASSWORD))
                .isInstanceOf(UserNotFoundException.class)
                .hasMessageContaining("User does not exist.");
        assertThatThrownBy(() -> legacy.srp("nobody@example.test", PASSWORD)).isInstanceOf(UserNotFoundException.class);
        assertWrong(() -> hiding.withPassword("nobody@example.test", PASSWORD));
        assertWrong(() -> hiding.srp("nobody@example.test", PASSWORD));
    }

    private ApiClient hiding() {
        return new ApiClient(
                pool,
                pool.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .preventUserExistenceErrors("ENABLED")));
    }

    @Test
    void srp_rightPassword_givesTokens() {
        var tokens = app.srp(ADA, PASSWORD).authenticationResult();
        assertThat(PoolFixture.claims(tokens.accessToken()).text("scope")).hasValue("aws.cognito.signin.user.admin");
        assertThat(PoolFixture.claims(tokens.idToken()).text("email")).hasValue(ADA);
    }

    @Test
    void srp_challenge_isOfCognitosForm() {
        var begun = open.withSrp(ADA, new SrpClient());
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.PASSWORD_VERIFIER);
        assertThat(begun.challengeParameters())
                .containsOnlyKeys("SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP")
                .containsEntry("USERNAME", begun.challengeParameters().get("USER_ID_FOR_SRP"));
        assertThat(begun.challengeParameters().get("USER_ID_FOR_SRP")).isNotEqualTo(ADA);
        assertThat(begun.authenticationResult()).isNull();
    }

    @Test
    void srp_wrongPassword_isNotAuthorized() {
        assertWrong(() -> open.srp(ADA, PASSWORD + "x"));
    }

    @Test
    void srp_numberThatGivesTheKeyAway_isRefused() {
        for (var number : List.of(
                "0",
                "00",
                SrpClient.N.toString(16),
                SrpClient.N.shiftLeft(1).toString(16),
                SrpClient.N.shiftLeft(100).toString(16),
                "-1",
                "xyz",
                "f".repeat(1025))) {
            assertThatThrownBy(
                            () -> open.initiate(AuthFlowType.USER_SRP_AUTH, Map.of("USERNAME", ADA, "SRP_A", number)))
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    @Test
    void srp_proofTwice_worksOnce() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        assertThat(open.prove(challenge, srp, PASSWORD).authenticationResult()).isNotNull();
        assertWrong(() -> open.prove(challenge, srp, PASSWORD));
    }

    @Test
    void srp_secondGuessAtOneChallenge_isNotLookedAt() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        assertWrong(() -> open.prove(challenge, srp, PASSWORD + "x"));
        assertWrong(() -> open.prove(challenge, srp, PASSWORD));
    }

    @Test
    void srp_proofByManyAtOnce_worksOnce() throws Exception {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        assertThat(SigningUp.countAtOnce(() -> open.prove(challenge, srp, PASSWORD)))
                .isEqualTo(1);
    }

    @Test
    void srp_proofAtTheLastMoment_works() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        pool.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(open.prove(challenge, srp, PASSWORD).authenticationResult()).isNotNull();
    }

    @Test
    void srp_proofTooLate_isNotAuthorized() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        pool.clock.advance(Duration.ofSeconds(60));
        assertWrong(() -> open.prove(challenge, srp, PASSWORD));
    }

    private void proveAt(Duration distance) {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        var time = pool.clock.instant().plus(distance);
        open.respond(ChallengeNameType.PASSWORD_VERIFIER, srp.answers(challenge, pool.poolId, PASSWORD, time));
    }

    @Test
    void srp_clientsClock_mayBeFiveMinutesAway() {
        proveAt(Duration.ofMinutes(5));
        proveAt(Duration.ofMinutes(-5));
        assertWrong(() -> proveAt(Duration.ofMinutes(5).plusSeconds(1)));
        assertWrong(() -> proveAt(Duration.ofMinutes(-5).minusSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource(SrpFault.class)
    void srp_claimChanged_isNotAuthorized(SrpFault fault) {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        var answers = srp.answers(challenge, pool.poolId, PASSWORD, pool.clock.instant());
        answers.put(fault.member, fault.value);
        assertWrong(() -> open.respond(ChallengeNameType.PASSWORD_VERIFIER, answers));
    }

    enum SrpFault {
        SIGNATURE("PASSWORD_CLAIM_SIGNATURE", "AAAA"),
        SIGNATURE_NOT_BASE64("PASSWORD_CLAIM_SIGNATURE", "*"),
        BLOCK("PASSWORD_CLAIM_SECRET_BLOCK", "AAAA"),
        TIME("TIMESTAMP", "Mon Nov 23 12:00:01 UTC 2026"),
        TIME_NOT_OF_ITS_FORM("TIMESTAMP", "2026-11-23T12:00:00Z"),
        USER("USERNAME", "nobody@example.test");

        private final String member;
        private final String value;

        SrpFault(String member, String value) {
            this.member = member;
            this.value = value;
        }
    }

    @Test
    void srp_challengeOfAnotherClient_isNotAuthorized() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        assertWrong(() -> ApiClient.open(pool).prove(challenge, srp, PASSWORD));
    }

    @Test
    void srp_answerByTheNameThatWasTyped_works() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        var answers = srp.answers(challenge, pool.poolId, PASSWORD, pool.clock.instant());
        answers.put("USERNAME", ADA);
        assertThat(open.respond(ChallengeNameType.PASSWORD_VERIFIER, answers).authenticationResult())
                .isNotNull();
    }

    @Test
    void srp_withASession_isNotAuthorized() {
        var srp = new SrpClient();
        var challenge = open.withSrp(ADA, srp).challengeParameters();
        var answers = srp.answers(challenge, pool.poolId, PASSWORD, pool.clock.instant());
        assertNotAuthorized(
                "Invalid session", () -> open.respond(ChallengeNameType.PASSWORD_VERIFIER, "x".repeat(43), answers));
    }

    @Test
    void srp_unknownName_showsTheSameFakeEveryTime() {
        var app = hiding();
        var one = app.withSrp("nobody@example.test", new SrpClient()).challengeParameters();
        var same = app.withSrp("NOBODY@example.test", new SrpClient()).challengeParameters();
        var other = app.withSrp("noone@example.test", new SrpClient()).challengeParameters();
        var real = app.withSrp(ADA, new SrpClient()).challengeParameters();
        for (var name : List.of("SALT", "USER_ID_FOR_SRP")) {
            assertThat(one.get(name)).isEqualTo(same.get(name)).isNotEqualTo(other.get(name));
        }
        assertThat(one.get("SRP_B")).isNotEqualTo(same.get("SRP_B"));
        assertThat(one.keySet()).isEqualTo(real.keySet());
        assertThat(one.get("USER_ID_FOR_SRP")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}");
        assertThat(one.get("SALT")).hasSizeBetween(26, 32);
        assertThat(one.get("SRP_B")).hasSizeBetween(760, 768);
    }

    @Test
    void srp_guesses_lockLikePasswordsDo() {
        for (var guesses = 0; guesses < 4; guesses++) assertWrong(() -> open.srp(ADA, "wrong"));
        assertWrong(() -> open.withPassword(ADA, "wrong"));
        assertNotAuthorized("Password attempts exceeded", () -> open.srp(ADA, PASSWORD));
        assertNotAuthorized("Password attempts exceeded", () -> open.withPassword(ADA, PASSWORD));
        pool.clock.advance(Duration.ofSeconds(1));
        assertThat(open.srp(ADA, PASSWORD).authenticationResult()).isNotNull();
    }

    @Test
    void srp_guessesAtAnUnknownName_lockToo() {
        var app = hiding();
        for (var guesses = 0; guesses < 5; guesses++) assertWrong(() -> app.srp("nobody@example.test", "wrong"));
        assertNotAuthorized("Password attempts exceeded", () -> app.srp("nobody@example.test", "wrong"));
    }

    @Test
    void disabledUser_withTheRightPassword_isNotAuthorized() {
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertNotAuthorized("User is disabled.", () -> open.withPassword(ADA, PASSWORD));
        assertNotAuthorized("User is disabled.", () -> open.srp(ADA, PASSWORD));
        // Whoever does not know the password learns nothing.
        assertWrong(() -> open.srp(ADA, PASSWORD + "x"));
    }

    @Test
    void secretHash_missingOrWrong_isNotAuthorized() {
        var bare = Map.of("USERNAME", ADA, "PASSWORD", PASSWORD);
        assertNotAuthorized(
                "is configured with secret but SECRET_HASH was not received",
                () -> app.initiate(AuthFlowType.USER_PASSWORD_AUTH, bare));
        assertNotAuthorized(
                "Unable to verify secret hash for client",
                () -> app.initiate(AuthFlowType.USER_PASSWORD_AUTH, app.withHash("other", bare)));
        var unexpected = Map.of("USERNAME", ADA, "PASSWORD", PASSWORD, "SECRET_HASH", app.hash(ADA));
        assertNotAuthorized(
                "Unable to verify secret hash", () -> open.initiate(AuthFlowType.USER_PASSWORD_AUTH, unexpected));
    }

    @Test
    void secretHash_ofTheTypedName_isWrongBehindTheChallenge() {
        var srp = new SrpClient();
        var challenge = app.withSrp(ADA, srp).challengeParameters();
        var answers = srp.answers(challenge, pool.poolId, PASSWORD, pool.clock.instant());
        answers.put("USERNAME", ADA);
        assertNotAuthorized(
                "Unable to verify secret hash",
                () -> app.respond(ChallengeNameType.PASSWORD_VERIFIER, app.withHash(ADA, answers)));
        assertThat(app.respond(
                                ChallengeNameType.PASSWORD_VERIFIER,
                                app.withHash(challenge.getOrDefault("USER_ID_FOR_SRP", ""), answers))
                        .authenticationResult())
                .isNotNull();
    }

    @Test
    void flow_thatTheClientMayNotUse_isInvalid() {
        var none = new ApiClient(
                pool,
                pool.createClient(client ->
                        client.generateSecret(false).explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_CUSTOM_AUTH)));
        assertThatThrownBy(() -> none.withPassword(ADA, PASSWORD))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("USER_PASSWORD_AUTH flow not enabled for this client");
        assertThatThrownBy(() -> none.srp(ADA, PASSWORD)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> none.refresh(ADA, "token")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> admin(none, PASSWORD)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void adminFlow_withoutCredentials_isInvalid() {
        assertThatThrownBy(() -> open.initiate(
                        AuthFlowType.ADMIN_USER_PASSWORD_AUTH, Map.of("USERNAME", ADA, "PASSWORD", PASSWORD)))
                .isInstanceOf(InvalidParameterException.class);
    }

    private String admin(ApiClient client, String password) {
        return pool.aws
                .adminInitiateAuth(call -> call.userPoolId(pool.poolId)
                        .clientId(client.id())
                        .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                        .authParameters(client.withHash(ADA, Map.of("USERNAME", ADA, "PASSWORD", password))))
                .authenticationResult()
                .accessToken();
    }

    @Test
    void adminFlow_signed_works() {
        assertThat(PoolFixture.claims(admin(app, PASSWORD)).text("token_use")).hasValue("access");
        assertWrong(() -> admin(app, PASSWORD + "x"));
    }

    @Test
    void client_unknown_isNotFound() {
        assertThatThrownBy(() -> pool.aws.initiateAuth(call -> call.clientId("nosuchclient")
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", ADA, "PASSWORD", PASSWORD))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void parameter_missingOrUnknown_isInvalid() {
        assertThatThrownBy(() -> open.initiate(AuthFlowType.USER_PASSWORD_AUTH, Map.of("USERNAME", ADA)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Missing required parameter PASSWORD");
        assertThatThrownBy(() -> open.initiate(
                        AuthFlowType.USER_PASSWORD_AUTH,
                        Map.of("USERNAME", ADA, "PASSWORD", PASSWORD, "DEVICE_KEY", "x")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("DEVICE_KEY");
    }

    @Test
    void temporaryPassword_leadsToANewOneAndThenToTokens() {
        var name = createWithTemporary();
        var half = app.srp(NEW, TEMPORARY);
        assertThat(half.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        assertThat(half.challengeParameters())
                .containsEntry("requiredAttributes", "[]")
                .containsEntry("USER_ID_FOR_SRP", name);
        assertThat(half.challengeParameters().get("userAttributes")).contains("\"email\":\"" + NEW + "\"");
        var done = answer(app, half.session(), name, CHOSEN);
        assertThat(done.authenticationResult().idToken()).isNotEmpty();
        assertThat(pool.aws
                        .adminGetUser(user -> user.userPoolId(pool.poolId).username(NEW))
                        .userStatus())
                .isEqualTo(UserStatusType.CONFIRMED);
        assertThat(app.tokens(NEW, CHOSEN).accessToken()).isNotEmpty();
        assertWrong(() -> app.tokens(NEW, TEMPORARY));
    }

    private static RespondToAuthChallengeResponse answer(
            ApiClient client, String session, String name, String password) {
        return client.respond(
                ChallengeNameType.NEW_PASSWORD_REQUIRED,
                session,
                client.withHash(name, Map.of("USERNAME", name, "NEW_PASSWORD", password)));
    }

    @Test
    void newPassword_againstThePolicy_isInvalidAndMayBeTriedAgain() {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        assertThatThrownBy(() -> answer(open, session, name, "short")).isInstanceOf(InvalidPasswordException.class);
        assertThatThrownBy(() -> answer(open, session, name, " " + CHOSEN))
                .isInstanceOf(InvalidPasswordException.class);
        assertThat(answer(open, session, name, CHOSEN).authenticationResult()).isNotNull();
    }

    @Test
    void newPassword_sessionUsedOrOfAnotherOrMadeUp_isNotAuthorized() {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        assertNotAuthorized("Invalid session", () -> answer(ApiClient.open(pool), session, name, CHOSEN));
        assertNotAuthorized("Invalid session", () -> answer(open, session, ADA, CHOSEN));
        assertNotAuthorized("Invalid session", () -> answer(open, "x".repeat(43), name, CHOSEN));
        answer(open, session, name, CHOSEN);
        assertNotAuthorized("Invalid session", () -> answer(open, session, name, CHOSEN + "2"));
    }

    @Test
    void newPassword_sessionAtItsEnd_isNotAuthorized() {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        pool.clock.advance(Duration.ofMinutes(3));
        assertNotAuthorized("session is expired", () -> answer(open, session, name, CHOSEN));
    }

    @Test
    void newPassword_oneMomentBeforeTheSessionsEnd_works() {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        pool.clock.advance(Duration.ofMinutes(3).minusMillis(1));
        assertThat(answer(open, session, name, CHOSEN).authenticationResult()).isNotNull();
    }

    @Test
    void newPassword_byManyAtOnce_oneWins() throws Exception {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        assertThat(SigningUp.countAtOnce(() -> answer(open, session, name, CHOSEN)))
                .isEqualTo(1);
    }

    @Test
    void newPassword_userDisabledMeanwhile_isNotAuthorized() {
        var name = createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(NEW));
        assertNotAuthorized("User is disabled.", () -> answer(open, session, name, CHOSEN));
    }

    @Test
    void temporaryPassword_whoseTimeIsOver_isNotAuthorized() {
        createWithTemporary();
        pool.clock.advance(Duration.ofDays(7));
        assertNotAuthorized("Temporary password has expired", () -> open.srp(NEW, TEMPORARY));
    }

    @Test
    void newPassword_attributesThatThePoolAsksFor_mustBeThereAndOnlyThose() {
        var poolId = pool.aws
                .createUserPool(made -> made.poolName("Asking")
                        .schema(
                                SchemaAttributeType.builder()
                                        .name("name")
                                        .required(true)
                                        .build(),
                                SchemaAttributeType.builder()
                                        .name("email")
                                        .required(true)
                                        .build()))
                .userPool()
                .id();
        var app = new ApiClient(
                pool,
                PoolFixture.createClient(
                        pool.aws,
                        poolId,
                        client -> client.generateSecret(false)
                                .allowedOAuthScopes("openid")
                                .explicitAuthFlows(ApiClient.ALL_FLOWS)));
        pool.aws.adminCreateUser(user -> user.userPoolId(poolId)
                .username("ada")
                .temporaryPassword(TEMPORARY)
                .userAttributes(attribute("email", ADA))
                .messageAction(MessageActionType.SUPPRESS));
        var half = app.withPassword("ada", TEMPORARY);
        assertThat(half.challengeParameters()).containsEntry("requiredAttributes", "[\"userAttributes.name\"]");
        var refused = new ArrayList<Throwable>();
        for (var wrong : List.of(
                Map.of("USERNAME", "ada", "NEW_PASSWORD", CHOSEN),
                Map.of(
                        "USERNAME",
                        "ada",
                        "NEW_PASSWORD",
                        CHOSEN,
                        "userAttributes.name",
                        "Ada",
                        "userAttributes.email",
                        "eve@example.test"),
                Map.of(
                        "USERNAME",
                        "ada",
                        "NEW_PASSWORD",
                        CHOSEN,
                        "userAttributes.name",
                        "Ada",
                        "userAttributes.email_verified",
                        "true"),
                Map.of("USERNAME", "ada", "NEW_PASSWORD", CHOSEN, "userAttributes.nosuch", "x"))) {
            assertThatThrownBy(() -> app.respond(ChallengeNameType.NEW_PASSWORD_REQUIRED, half.session(), wrong))
                    .isInstanceOf(CognitoIdentityProviderException.class)
                    .satisfies(refused::add);
        }
        assertThat(refused.get(0)).hasMessageContaining("Invalid attributes given, name is missing");
        assertThat(refused.get(1)).hasMessageContaining("Cannot modify an already provided email");
        assertThat(refused.get(2)).hasMessageContaining("unauthorized attribute");
        assertThat(refused.get(3)).hasMessageContaining("does not exist in the schema");
        var right = Map.of("USERNAME", "ada", "NEW_PASSWORD", CHOSEN, "userAttributes.name", "Ada");
        var tokens = app.respond(ChallengeNameType.NEW_PASSWORD_REQUIRED, half.session(), right)
                .authenticationResult();
        assertThat(PoolFixture.claims(tokens.idToken()).text("name")).hasValue("Ada");
    }

    @Test
    void adminChallenge_answeredWithCredentials_works() {
        var name = createWithTemporary();
        var half = pool.aws.adminInitiateAuth(call -> call.userPoolId(pool.poolId)
                .clientId(open.id())
                .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", NEW, "PASSWORD", TEMPORARY)));
        var done = pool.aws.adminRespondToAuthChallenge(call -> call.userPoolId(pool.poolId)
                .clientId(open.id())
                .challengeName(half.challengeName())
                .session(half.session())
                .challengeResponses(Map.of("USERNAME", name, "NEW_PASSWORD", CHOSEN)));
        assertThat(done.authenticationResult().accessToken()).isNotEmpty();
    }

    @Test
    void session_ofTheApi_isNothingToThePages() {
        createWithTemporary();
        var session = open.withPassword(NEW, TEMPORARY).session();
        var browser = pool.browser();
        browser.cookies().put("__Host-userpool-step", session);
        var answer = browser.get("/login/new-password?" + Browser.encode(pool.request(pool.client)));
        assertThat(answer.status()).isEqualTo(303);
    }
}
