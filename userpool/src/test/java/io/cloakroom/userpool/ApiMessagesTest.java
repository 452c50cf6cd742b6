package io.cloakroom.userpool;

import static io.cloakroom.userpool.FunctionServer.ARN;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedUserStateException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** What messages say, and where they go. */
class ApiMessagesTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final MailServerStandIn MAIL = new MailServerStandIn();
    private static final PoolFixture POOL = new PoolFixture(config -> config.withFile(file()));
    private static final SigningUp UP = SigningUp.in(POOL);

    private static PoolFile file() {
        var mail =
                "mail:\n  host: 127.0.0.1\n  port: " + MAIL.port() + "\n  security: none\n  from: pool@example.test\n";
        return FUNCTIONS.file(new FunctionServer.Lines(mail), "words");
    }

    @BeforeEach
    void reset() {
        FUNCTIONS.forget();
        MAIL.refuse(false);
        POOL.aws.updateUserPool(pool -> pool.userPoolId(UP.poolId())
                .autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .lambdaConfig(functions -> functions.customMessage(ARN + "words")));
    }

    @AfterAll
    static void close() {
        POOL.close();
        FUNCTIONS.close();
        MAIL.close();
    }

    private static String email() {
        return UUID.randomUUID() + "@example.test";
    }

    private static JsonObject kept(String email) {
        return POOL.messages().stream()
                .filter(message -> message.text("Destination").equals(Optional.of(email)))
                .findFirst()
                .orElseThrow();
    }

    private static String mail(String email) {
        return MAIL.mails().stream()
                .filter(mail -> mail.contains("RCPT TO:<" + email + ">"))
                .findFirst()
                .orElse("");
    }

    @Test
    void mail_toAServer_getsThereAndStaysInTheOutbox() {
        var email = email();
        UP.signUp(email);
        assertThat(mail(email))
                .contains("MAIL FROM:<pool@example.test>", "Subject: Your verification code", POOL.code(email));
        assertThat(kept(email).text("State")).hasValue("SENT");
    }

    @Test
    void mail_thatTheServerDoesNotTake_failsTheCall_andAnotherCodeCanBeAskedFor() {
        var email = email();
        MAIL.refuse(true);
        assertThatThrownBy(() -> UP.signUp(email)).isInstanceOf(CodeDeliveryFailureException.class);
        assertThat(kept(email).text("State")).hasValue("FAILED");
        MAIL.refuse(false);
        UP.resend(UP.legacy(), email);
        UP.confirm(UP.legacy(), email, POOL.code(email));
    }

    @Test
    void words_ofAFunction_takeThePlaceOfOurs() {
        FUNCTIONS.respond(
                "words", "{\"emailSubject\": \"Hello\\nBcc: eve@evil.test\", \"emailMessage\": \"Type {####} now\"}");
        var email = email();
        POOL.aws.signUp(call -> call.clientId(UP.legacy().clientId())
                .username(email)
                .password(PoolFixture.PASSWORD)
                .clientMetadata(Map.of("lang", "de")));
        var asked = FUNCTIONS.request("CustomMessage_SignUp");
        assertThat(asked.text("codeParameter")).hasValue("{####}");
        assertThat(asked.object("clientMetadata").flatMap(data -> data.text("lang")))
                .hasValue("de");
        assertThat(asked.object("userAttributes").flatMap(user -> user.text("email")))
                .hasValue(email);
        assertThat(kept(email).text("Message")).hasValue("Type " + POOL.code(email) + " now");
        assertThat(mail(email)).contains("Type " + POOL.code(email) + " now").doesNotContain("\nBcc:");
    }

    @Test
    void words_onEveryOccasion_areAskedForByItsName() {
        var email = email();
        UP.signUp(email);
        UP.resend(UP.legacy(), email);
        assertThat(FUNCTIONS.events("CustomMessage_ResendCode")).hasSize(1);
        UP.confirm(UP.legacy(), email, POOL.code(email));
        UP.forgot(UP.legacy(), email);
        assertThat(FUNCTIONS.events("CustomMessage_ForgotPassword")).hasSize(1);
        var token = UP.app().tokens(email, PoolFixture.PASSWORD).accessToken();
        POOL.aws.getUserAttributeVerificationCode(
                call -> call.accessToken(token).attributeName("email"));
        assertThat(FUNCTIONS.events("CustomMessage_VerifyUserAttribute")).hasSize(1);
        POOL.aws.updateUserAttributes(
                call -> call.accessToken(token).userAttributes(attribute("email", "new-" + email)));
        assertThat(FUNCTIONS.events("CustomMessage_UpdateUserAttribute")).hasSize(1);
    }

    @Test
    void words_withoutTheCode_areNoWords() {
        for (var words : new String[] {"Hello", "{####}" + "x".repeat(20_000)}) {
            FUNCTIONS.respond("words", "{\"emailMessage\": \"" + words + "\"}");
            assertThatThrownBy(() -> UP.signUp(email())).isInstanceOf(InvalidLambdaResponseException.class);
        }
        FUNCTIONS.refuse("words", "no template");
        assertThatThrownBy(() -> UP.signUp(email())).isInstanceOf(UserLambdaValidationException.class);
    }

    @Test
    void invitation_names_theUserAndAPasswordThatWorks() {
        FUNCTIONS.respond("words", "{\"emailMessage\": \"{username} comes in with {####}\"}");
        var email = email();
        invite(email, MessageActionType.UNKNOWN_TO_SDK_VERSION);
        var password = POOL.code(email);
        assertThat(kept(email).text("Message").orElseThrow()).endsWith(" comes in with " + password);
        assertThat(UP.app().withPassword(email, password).challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        invite(email, MessageActionType.RESEND);
        assertThat(POOL.code(email)).isNotEqualTo(password);
        assertThat(UP.app().withPassword(email, POOL.code(email)).challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        POOL.aws.adminSetUserPassword(call -> call.userPoolId(UP.poolId())
                .username(email)
                .password(PoolFixture.PASSWORD)
                .permanent(true));
        assertThatThrownBy(() -> invite(email, MessageActionType.RESEND))
                .isInstanceOf(UnsupportedUserStateException.class);
    }

    private static void invite(String email, MessageActionType action) {
        var made = POOL.aws.adminCreateUser(user -> {
            user.userPoolId(UP.poolId()).username(email).desiredDeliveryMediums(DeliveryMediumType.EMAIL);
            if (action == MessageActionType.RESEND) user.messageAction(action);
        });
        assertThat(made.user().userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }
}
