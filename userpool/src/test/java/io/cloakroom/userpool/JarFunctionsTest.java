package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnexpectedLambdaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;

/** Functions that come as jars, the same jars that Lambda takes. */
class JarFunctionsTest {
    private static final Path JARS = HandlerJars.folder();
    private static final PoolFixture POOL = new PoolFixture(config -> config.withFile(file(JARS)));

    private static PoolFile file(Path jars) {
        var handlers = "io.cloakroom.userpool.handlers.";
        return PoolFile.from(Settings.of("functions:\n" + function("gate", jars, handlers + "Gatekeeper")
                + function("stream", jars, handlers + "Streamer::handleRequest")
                + function("plain", jars, handlers + "Plain::apply")));
    }

    private static String function(String name, Path jar, String handler) {
        return "  " + name + ":\n    jar: " + jar.toAbsolutePath() + "\n    handler: " + handler + "\n";
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static SignUpResponse signUp(String function, String name, String email) {
        var id = POOL.aws
                .createUserPool(
                        pool -> pool.poolName(function).lambdaConfig(functions -> functions.preSignUp(ARN + function)))
                .userPool()
                .id();
        var client = PoolFixture.createClient(
                POOL.aws, id, made -> made.generateSecret(false).allowedOAuthScopes("openid"));
        return POOL.aws.signUp(call -> call.clientId(client.clientId())
                .username(name + UUID.randomUUID())
                .password(PASSWORD)
                .userAttributes(attribute("email", email)));
    }

    @Test
    void handler_ofAwsInterfacesAndEvents_isAskedAsLambdaAsks() {
        assertThat(signUp("gate", "ada", "ada@example.test").userConfirmed()).isTrue();
        assertThatThrownBy(() -> signUp("gate", "eve", "eve@elsewhere.test"))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PreSignUp failed with error only people of example.test.");
    }

    @Test
    void handler_ofStreams_isAsked() {
        assertThat(signUp("stream", "ada", "ada@example.test").userConfirmed()).isTrue();
    }

    @Test
    void handler_ofMaps_seesNothingOfThePool() {
        assertThat(signUp("plain", "pool", "ada@example.test").userConfirmed()).isFalse();
    }

    @Test
    void handler_thatNeverEnds_isGivenUpAfterThreeTries() {
        assertThatThrownBy(() -> signUp("plain", "forever", "ada@example.test"))
                .isInstanceOf(UnexpectedLambdaException.class)
                .hasMessageContaining("Socket timeout while invoking Lambda function");
        // Others are answered meanwhile: what never ends holds no thread of the server's.
        assertThat(signUp("plain", "ada", "ada@example.test").userConfirmed()).isFalse();
    }

    @Test
    void start_withAHandlerThatIsNotThere_saysWhich() {
        for (var function : new String[] {
            function("gate", JARS, "io.cloakroom.Absent"),
            function("gate", JARS, "io.cloakroom.userpool.handlers.Plain::absent"),
            function("gate", JARS, "java.lang.Runnable::run"),
            function("gate", JARS.resolve("absent.jar"), "x.Y")
        }) {
            var file = PoolFile.from(Settings.of("functions:\n" + function));
            assertThatThrownBy(() -> new PoolFixture(config -> config.withFile(file)))
                    .as(function)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("functions.gate.");
        }
    }
}
