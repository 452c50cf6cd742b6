package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Sign-ins whose steps the functions of the pool's owner decide. */
class ApiCustomAuthTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final PoolFixture POOL =
            new PoolFixture(config -> config.withFile(FUNCTIONS.file("define", "create", "verify")));
    private static final ApiClient APP = app("LEGACY");
    private static final ApiClient HIDING = app("ENABLED");

    private static ApiClient app(String hides) {
        return new ApiClient(
                POOL,
                POOL.createClient(client -> client.generateSecret(false)
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_CUSTOM_AUTH)
                        .preventUserExistenceErrors(hides)));
    }

    @BeforeEach
    void reset() {
        FUNCTIONS.forget();
        POOL.aws.updateUserPool(pool -> pool.userPoolId(POOL.poolId)
                .lambdaConfig(functions -> functions
                        .defineAuthChallenge(ARN + "define")
                        .createAuthChallenge(ARN + "create")
                        .verifyAuthChallengeResponse(ARN + "verify")));
        FUNCTIONS.answer("define", ApiCustomAuthTest::define);
        FUNCTIONS.respond("create", """
                {"publicChallengeParameters": {"question": "2 + 2"},
                 "privateChallengeParameters": {"answer": "4"}, "challengeMetadata": "SUM"}
                """);
        FUNCTIONS.answer("verify", ApiCustomAuthTest::verify);
    }

    @AfterAll
    static void close() {
        POOL.close();
        FUNCTIONS.close();
    }

    /** One right answer is enough; three wrong ones are too many. A password that can be proved is proved first. */
    private static String define(JsonObject event) {
        var rounds = event.object("request")
                .flatMap(request -> request.objects("session"))
                .orElseThrow();
        var last =
                rounds.isEmpty() ? "" : rounds.getLast().text("challengeName").orElse("");
        var isRight =
                !rounds.isEmpty() && rounds.getLast().flag("challengeResult").orElse(false);
        if (last.equals("SRP_A")) return "{\"response\": {\"challengeName\": \"PASSWORD_VERIFIER\"}}";
        if (last.equals("CUSTOM_CHALLENGE") && isRight) return "{\"response\": {\"issueTokens\": true}}";
        if (rounds.size() >= 3) return "{\"response\": {\"failAuthentication\": true}}";
        return "{\"response\": {\"challengeName\": \"CUSTOM_CHALLENGE\", \"issueTokens\": false}}";
    }

    private static String verify(JsonObject event) {
        var request = event.object("request").orElseThrow();
        var expected = request.object("privateChallengeParameters").flatMap(hidden -> hidden.text("answer"));
        return "{\"response\": {\"answerCorrect\": "
                + request.text("challengeAnswer").equals(expected) + "}}";
    }

    private record Asked(String challenge, String session, Map<String, String> parameters) {}

    private static Asked begin(ApiClient app, String name) {
        var begun = app.initiate(AuthFlowType.CUSTOM_AUTH, Map.of("USERNAME", name));
        return new Asked(begun.challengeNameAsString(), begun.session(), begun.challengeParameters());
    }

    private static RespondToAuthChallengeResponse answer(ApiClient app, String session, String name, String answer) {
        return app.respond(ChallengeNameType.CUSTOM_CHALLENGE, session, Map.of("USERNAME", name, "ANSWER", answer));
    }

    @Test
    void signIn_withTheRightAnswer_givesTokens_andShowsOnlyThePublicHalf() {
        var asked = begin(APP, ADA);
        assertThat(asked.challenge()).isEqualTo("CUSTOM_CHALLENGE");
        assertThat(asked.parameters())
                .containsEntry("question", "2 + 2")
                .containsKey("USERNAME")
                .doesNotContainKey("answer");
        var tokens = answer(APP, asked.session(), ADA, "4").authenticationResult();
        assertThat(PoolFixture.claims(tokens.idToken()).text("email")).hasValue(ADA);
        assertThat(tokens.refreshToken()).isNotEmpty();
    }

    @Test
    void functions_areToldHowItWent() {
        var asked = begin(APP, ADA);
        var again = answer(APP, asked.session(), ADA, "5");
        assertThat(again.challengeName()).isEqualTo(ChallengeNameType.CUSTOM_CHALLENGE);
        var rounds = FUNCTIONS
                .request("DefineAuthChallenge_Authentication")
                .objects("session")
                .orElseThrow();
        assertThat(rounds).hasSize(1);
        assertThat(rounds.getFirst().text("challengeName")).hasValue("CUSTOM_CHALLENGE");
        assertThat(rounds.getFirst().flag("challengeResult")).hasValue(false);
        assertThat(rounds.getFirst().text("challengeMetadata")).hasValue("SUM");
        assertThat(FUNCTIONS.request("CreateAuthChallenge_Authentication").text("challengeName"))
                .hasValue("CUSTOM_CHALLENGE");
        answer(APP, again.session(), ADA, "4");
    }

    @Test
    void signIn_withThreeWrongAnswers_failsAsTheFunctionSays() {
        var session = begin(APP, ADA).session();
        session = answer(APP, session, ADA, "1").session();
        session = answer(APP, session, ADA, "2").session();
        var last = session;
        assertThatThrownBy(() -> answer(APP, last, ADA, "3"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    void session_isGoodForOneAnswer_ofItsOwnUserAndClient_inTime() {
        var asked = begin(APP, ADA);
        assertThatThrownBy(() -> answer(HIDING, asked.session(), ADA, "4")).isInstanceOf(NotAuthorizedException.class);
        POOL.createUser("other@example.test");
        assertThatThrownBy(() -> answer(APP, asked.session(), "other@example.test", "4"))
                .isInstanceOf(NotAuthorizedException.class);
        answer(APP, asked.session(), ADA, "4");
        assertThatThrownBy(() -> answer(APP, asked.session(), ADA, "4")).isInstanceOf(NotAuthorizedException.class);
        var late = begin(APP, ADA);
        POOL.clock.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> answer(APP, late.session(), ADA, "4")).isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void session_answeredManyTimesAtOnce_isAnsweredOnce() throws Exception {
        var asked = begin(APP, ADA);
        assertThat(SigningUp.countAtOnce(() -> answer(APP, asked.session(), ADA, "4")))
                .isEqualTo(1);
    }

    @Test
    void nobody_whereThatMustNotBeSeen_isAskedAndNeverComesIn() {
        assertThatThrownBy(() -> begin(APP, "nobody@example.test")).isInstanceOf(UserNotFoundException.class);
        var asked = begin(HIDING, "nobody@example.test");
        assertThat(FUNCTIONS.request("DefineAuthChallenge_Authentication").flag("userNotFound"))
                .hasValue(true);
        var again = answer(HIDING, asked.session(), "nobody@example.test", "4");
        assertThat(again.authenticationResult()).isNull();
        FUNCTIONS.respond("define", "{\"issueTokens\": true}");
        assertThatThrownBy(() -> answer(HIDING, again.session(), "nobody@example.test", "4"))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void user_whoIsDisabled_doesNotComeInByTheRightAnswer() {
        POOL.createUser("out@example.test");
        POOL.aws.adminDisableUser(call -> call.userPoolId(POOL.poolId).username("out@example.test"));
        var asked = begin(APP, "out@example.test");
        assertThatThrownBy(() -> answer(APP, asked.session(), "out@example.test", "4"))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void password_provedFirst_isOneStepAndNotTheWholeWay() {
        var srp = new SrpClient();
        var begun = APP.initiate(
                AuthFlowType.CUSTOM_AUTH, Map.of("USERNAME", ADA, "CHALLENGE_NAME", "SRP_A", "SRP_A", srp.shown()));
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.PASSWORD_VERIFIER);
        var proof = srp.answers(begun.challengeParameters(), POOL.poolId, PASSWORD, POOL.clock.instant());
        var next = APP.respond(ChallengeNameType.PASSWORD_VERIFIER, begun.session(), proof);
        assertThat(next.challengeName()).isEqualTo(ChallengeNameType.CUSTOM_CHALLENGE);
        assertThat(answer(APP, next.session(), ADA, "4").authenticationResult()).isNotNull();
    }

    @Test
    void password_provedOutsideOfItsSession_opensNothing() {
        var srp = new SrpClient();
        var begun = APP.initiate(
                AuthFlowType.CUSTOM_AUTH, Map.of("USERNAME", ADA, "CHALLENGE_NAME", "SRP_A", "SRP_A", srp.shown()));
        var proof = srp.answers(begun.challengeParameters(), POOL.poolId, PASSWORD, POOL.clock.instant());
        assertThatThrownBy(() -> APP.respond(ChallengeNameType.PASSWORD_VERIFIER, proof))
                .isInstanceOf(NotAuthorizedException.class);
        var custom = begin(APP, ADA);
        assertThatThrownBy(() -> APP.respond(ChallengeNameType.PASSWORD_VERIFIER, custom.session(), proof))
                .isInstanceOf(NotAuthorizedException.class);
        var answers = new HashMap<String, String>(Map.of("USERNAME", ADA, "ANSWER", "4"));
        assertThatThrownBy(() -> APP.respond(ChallengeNameType.CUSTOM_CHALLENGE, begun.session(), answers))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void password_wrong_endsTheSignIn() {
        var srp = new SrpClient();
        var begun = APP.initiate(
                AuthFlowType.CUSTOM_AUTH, Map.of("USERNAME", ADA, "CHALLENGE_NAME", "SRP_A", "SRP_A", srp.shown()));
        var proof = srp.answers(begun.challengeParameters(), POOL.poolId, "wrong", POOL.clock.instant());
        for (var tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> APP.respond(ChallengeNameType.PASSWORD_VERIFIER, begun.session(), proof))
                    .isInstanceOf(NotAuthorizedException.class);
        }
        POOL.clock.advance(Duration.ofMinutes(16));
    }

    @Test
    void functions_thatAreMissingOrSayNothing_letNobodyIn() {
        for (var answer : List.of("{}", "{\"challengeName\": \"SMS_MFA\"}", "{\"issueTokens\": \"true\"}")) {
            FUNCTIONS.respond("define", answer);
            assertThatThrownBy(() -> begin(APP, ADA)).as(answer).isInstanceOf(InvalidLambdaResponseException.class);
        }
        POOL.aws.updateUserPool(pool -> pool.userPoolId(POOL.poolId));
        assertThatThrownBy(() -> begin(APP, ADA))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Custom auth lambda trigger is not configured for the user pool.");
    }

    @Test
    void flow_thatTheClientDoesNotAllow_isRefused() {
        var other = ApiClient.open(POOL);
        assertThatThrownBy(() -> begin(other, ADA)).isInstanceOf(InvalidParameterException.class);
    }
}
