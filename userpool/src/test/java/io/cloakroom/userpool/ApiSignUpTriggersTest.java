package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreTokenGenerationLambdaVersionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnexpectedLambdaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** The functions around signing up. */
class ApiSignUpTriggersTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final PoolFixture POOL =
            new PoolFixture(config -> config.withFile(FUNCTIONS.file("gate", "welcome", "slow")));
    private static final String POOL_ID = pool();
    private static final UserPoolClientType CLIENT = PoolFixture.createClient(
            POOL.aws,
            POOL_ID,
            client -> client.generateSecret(false).allowedOAuthScopes("openid").explicitAuthFlows(ApiClient.ALL_FLOWS));

    private static String pool() {
        return POOL.aws
                .createUserPool(pool -> pool.poolName("Triggers")
                        .autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                        .lambdaConfig(
                                functions -> functions.preSignUp(ARN + "gate").postConfirmation(ARN + "welcome:live")))
                .userPool()
                .id();
    }

    @BeforeEach
    void forget() {
        FUNCTIONS.forget();
    }

    @AfterAll
    static void close() {
        POOL.close();
        FUNCTIONS.close();
    }

    private static String name() {
        return "ada-" + UUID.randomUUID();
    }

    private static SignUpResponse signUp(String name) {
        return POOL.aws.signUp(call -> call.clientId(CLIENT.clientId())
                .username(name)
                .password(PASSWORD)
                .userAttributes(attribute("email", name + "@example.test"))
                .validationData(attribute("from", "the form"))
                .clientMetadata(Map.of("campaign", "autumn")));
    }

    private static UserStatusType status(String name) {
        return POOL.aws
                .adminGetUser(call -> call.userPoolId(POOL_ID).username(name))
                .userStatus();
    }

    @Test
    void preSignUp_asked_getsTheEventOfCognito() {
        var name = name();
        signUp(name);
        var event = FUNCTIONS.events("PreSignUp_SignUp").getLast();
        assertThat(event.text("version")).hasValue("1");
        assertThat(event.text("region")).hasValue("local");
        assertThat(event.text("userPoolId")).hasValue(POOL_ID);
        assertThat(event.text("userName")).hasValue(name);
        var caller = event.object("callerContext").orElseThrow();
        assertThat(caller.text("clientId")).hasValue(CLIENT.clientId());
        assertThat(caller.text("awsSdkVersion")).isPresent();
        var request = event.object("request").orElseThrow();
        assertThat(text(request, "userAttributes", "email")).isEqualTo(name + "@example.test");
        assertThat(text(request, "validationData", "from")).isEqualTo("the form");
        assertThat(text(request, "clientMetadata", "campaign")).isEqualTo("autumn");
        assertThat(event.object("response").orElseThrow().names())
                .containsExactlyInAnyOrder("autoConfirmUser", "autoVerifyEmail", "autoVerifyPhone");
        assertThat(FUNCTIONS.events("PostConfirmation_ConfirmSignUp")).isEmpty();
    }

    private static String text(JsonObject request, String object, String name) {
        return request.object(object).flatMap(inside -> inside.text(name)).orElse("");
    }

    @Test
    void preSignUp_confirmsAndVerifies_sendsNoCodeAndTellsPostConfirmation() {
        FUNCTIONS.respond("gate", "{\"autoConfirmUser\": true, \"autoVerifyEmail\": true}");
        var name = name();
        var answer = signUp(name);
        assertThat(answer.userConfirmed()).isTrue();
        assertThat(answer.codeDeliveryDetails()).isNull();
        var user = POOL.aws.adminGetUser(call -> call.userPoolId(POOL_ID).username(name));
        assertThat(user.userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(user.userAttributes()).contains(attribute("email_verified", "true"));
        var told = FUNCTIONS.request("PostConfirmation_ConfirmSignUp");
        assertThat(text(told, "userAttributes", "sub")).isEqualTo(answer.userSub());
        assertThat(text(told, "userAttributes", "cognito:user_status")).isEqualTo("CONFIRMED");
    }

    @Test
    void preSignUp_throws_refusesInItsWordsAndMakesNobody() {
        FUNCTIONS.refuse("gate", "only on Sundays");
        var name = name();
        assertThatThrownBy(() -> signUp(name))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PreSignUp failed with error only on Sundays.");
        assertThatThrownBy(() -> status(name)).isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void preSignUp_verifiesAPhoneThatIsNotThere_isNoAnswer() {
        FUNCTIONS.respond("gate", "{\"autoVerifyPhone\": true}");
        assertThatThrownBy(() -> signUp(name())).isInstanceOf(InvalidLambdaResponseException.class);
    }

    @Test
    void preSignUp_answersWhatNobodyUnderstands_isNoAnswer() {
        for (var answer : new String[] {
            "null",
            "[]",
            "{}",
            "{\"response\": null}",
            "{\"response\": {\"autoConfirmUser\": \"yes\"}}",
            "oops",
            "{\"response\": {\"autoConfirmUser\": true}}" + " ".repeat(1 << 20)
        }) {
            FUNCTIONS.answer("gate", _ -> answer);
            var name = name();
            assertThatThrownBy(() -> signUp(name))
                    .as(answer.strip())
                    .isInstanceOfAny(InvalidLambdaResponseException.class, UnexpectedLambdaException.class);
            assertThatThrownBy(() -> status(name)).isInstanceOf(UserNotFoundException.class);
        }
    }

    @Test
    void preSignUp_isThere_butDown_isAskedThreeTimes() {
        FUNCTIONS.answer("gate", _ -> "503");
        assertThatThrownBy(() -> signUp(name()))
                .isInstanceOf(UnexpectedLambdaException.class)
                .hasMessageContaining("PreSignUp invocation failed due to error ServiceException.");
        assertThat(FUNCTIONS.events("PreSignUp_SignUp")).hasSize(3);
    }

    @Test
    void preSignUp_recoversAtTheThirdTry_isAnswered() {
        var left = new int[] {2};
        FUNCTIONS.answer("gate", _ -> left[0]-- > 0 ? "503" : "{\"response\": {\"autoConfirmUser\": true}}");
        assertThat(signUp(name()).userConfirmed()).isTrue();
    }

    @Test
    void preSignUp_callsThePoolItself_isNotLockedOut() {
        FUNCTIONS.answer("gate", _ -> {
            POOL.aws.listUsers(list -> list.userPoolId(POOL_ID));
            return "{\"response\": {\"autoConfirmUser\": true}}";
        });
        assertThat(signUp(name()).userConfirmed()).isTrue();
    }

    @Test
    void adminCreateUser_asks_andHearsOnlyARefusal() {
        FUNCTIONS.respond("gate", "{\"autoConfirmUser\": true}");
        var name = name();
        create(name);
        assertThat(status(name)).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
        var event = FUNCTIONS.events("PreSignUp_AdminCreateUser").getLast();
        assertThat(event.object("callerContext").orElseThrow().text("clientId")).hasValue("CLIENT_ID_NOT_APPLICABLE");
        FUNCTIONS.refuse("gate", "no more");
        assertThatThrownBy(() -> create(name())).isInstanceOf(UserLambdaValidationException.class);
    }

    private static void create(String name) {
        POOL.aws.adminCreateUser(
                user -> user.userPoolId(POOL_ID).username(name).messageAction(MessageActionType.SUPPRESS));
    }

    @Test
    void postConfirmation_throws_failsTheCallAndLeavesTheUserConfirmed() {
        var name = name();
        signUp(name);
        FUNCTIONS.refuse("welcome", "no table");
        assertThatThrownBy(() -> POOL.aws.confirmSignUp(call -> call.clientId(CLIENT.clientId())
                        .username(name)
                        .confirmationCode(POOL.code(name + "@example.test"))))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PostConfirmation failed with error no table.");
        assertThat(status(name)).isEqualTo(UserStatusType.CONFIRMED);
    }

    @Test
    void postConfirmation_byAnAdministratorAndAfterAReset_isTold() {
        var name = name();
        FUNCTIONS.respond("gate", "{\"autoVerifyEmail\": true}");
        signUp(name);
        POOL.aws.adminConfirmSignUp(call -> call.userPoolId(POOL_ID).username(name));
        assertThat(FUNCTIONS.events("PostConfirmation_ConfirmSignUp")).hasSize(1);
        POOL.aws.forgotPassword(call -> call.clientId(CLIENT.clientId()).username(name));
        POOL.aws.confirmForgotPassword(call -> call.clientId(CLIENT.clientId())
                .username(name)
                .confirmationCode(POOL.code(name + "@example.test"))
                .password(PASSWORD + "2"));
        assertThat(FUNCTIONS.events("PostConfirmation_ConfirmForgotPassword")).hasSize(1);
    }

    @Test
    void lambdaConfig_isShownAsItWasGiven_andFallsAwayWithAnUpdate() {
        var id = POOL.aws
                .createUserPool(pool -> pool.poolName("Shown")
                        .lambdaConfig(functions -> functions
                                .preAuthentication(ARN + "gate")
                                .preTokenGenerationConfig(tokens -> tokens.lambdaArn(ARN + "tokens")
                                        .lambdaVersion(PreTokenGenerationLambdaVersionType.V2_0))))
                .userPool()
                .id();
        var shown = lambdaConfig(id);
        assertThat(shown.preAuthentication()).isEqualTo(ARN + "gate");
        assertThat(shown.preTokenGenerationConfig().lambdaVersionAsString()).isEqualTo("V2_0");
        assertThat(shown.preSignUp()).isNull();
        POOL.aws.updateUserPool(pool -> pool.userPoolId(id));
        assertThat(lambdaConfig(id).preAuthentication()).isNull();
    }

    private static LambdaConfigType lambdaConfig(String id) {
        return POOL.aws.describeUserPool(pool -> pool.userPoolId(id)).userPool().lambdaConfig();
    }

    @Test
    void lambdaConfig_withNoArnOrWhatIsNotServed_isRefused() {
        assertThatThrownBy(() -> POOL.aws.createUserPool(pool ->
                        pool.poolName("x").lambdaConfig(functions -> functions.preSignUp("https://example.test/hook"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> POOL.aws.createUserPool(pool -> pool.poolName("x")
                        .lambdaConfig(functions -> functions.preTokenGenerationConfig(tokens ->
                                tokens.lambdaArn(ARN + "t").lambdaVersion(PreTokenGenerationLambdaVersionType.V3_0)))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void preSignUp_ofAFunctionThatTheFileDoesNotName_isNotFound() {
        var id = POOL.aws
                .createUserPool(
                        pool -> pool.poolName("Lost").lambdaConfig(functions -> functions.preSignUp(ARN + "nowhere")))
                .userPool()
                .id();
        assertThatThrownBy(() -> POOL.aws.adminCreateUser(
                        user -> user.userPoolId(id).username(name()).messageAction(MessageActionType.SUPPRESS)))
                .isInstanceOf(UnexpectedLambdaException.class)
                .hasMessageContaining("ResourceNotFoundException");
    }
}
