package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.SigningUp.countAtOnce;
import static io.cloakroom.userpool.SigningUp.other;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnChallengeNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnClientMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnCredentialNotSupportedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnNotEnabledException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnOriginNotAllowedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.WebAuthnRelyingPartyMismatchException;

/** USER_AUTH and passkeys over the API: the right way, and each wrong one with Cognito's error. */
class ApiFirstFactorsTest {
    private static final String PARTY = "cognito.localhost";
    private static final String ORIGIN = "http://pool.cognito.localhost:8082";
    private static final String NOBODY = "nobody@example.test";

    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = client("ENABLED");

    private ApiClient client(String hides) {
        return new ApiClient(
                pool,
                pool.createClient(client -> client.generateSecret(false)
                        .preventUserExistenceErrors(hides)
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_USER_AUTH,
                                ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)));
    }

    @BeforeEach
    void allowAll() {
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId)
                .policies(policies -> policies.signInPolicy(signIn -> signIn.allowedFirstAuthFactors(
                        AuthFactorType.PASSWORD,
                        AuthFactorType.EMAIL_OTP,
                        AuthFactorType.SMS_OTP,
                        AuthFactorType.WEB_AUTHN))));
        configure(UserPoolMfaType.OPTIONAL, "preferred");
    }

    private void configure(UserPoolMfaType level, String verification) {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .emailMfaConfiguration(_ -> {})
                .webAuthnConfiguration(keys -> keys.relyingPartyId(PARTY).userVerification(verification))
                .mfaConfiguration(level));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private InitiateAuthResponse begin(String name, Map<String, String> more) {
        var parameters = new LinkedHashMap<>(more);
        parameters.put("USERNAME", name);
        return app.initiate(AuthFlowType.USER_AUTH, parameters);
    }

    private AuthenticationResultType answer(ChallengeNameType challenge, String session, String key, String value) {
        return app.respond(challenge, session, Map.of("USERNAME", ADA, key, value))
                .authenticationResult();
    }

    private String token() {
        return app.tokens(ADA, PASSWORD).accessToken();
    }

    private String creationChallenge(String token) {
        var options = pool.aws
                .startWebAuthnRegistration(call -> call.accessToken(token))
                .credentialCreationOptions()
                .asMap();
        return Objects.requireNonNull(options.get("challenge")).asString();
    }

    private void complete(String token, Map<String, Object> credential) {
        pool.aws.completeWebAuthnRegistration(call -> call.accessToken(token).credential(document(credential)));
    }

    private static Document document(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Document>();
                map.forEach((name, member) -> members.put(String.valueOf(name), document(member)));
                yield Document.fromMap(members);
            }
            case List<?> list ->
                Document.fromList(
                        list.stream().map(ApiFirstFactorsTest::document).toList());
            case Boolean flag -> Document.fromBoolean(flag);
            default -> Document.fromString(String.valueOf(value));
        };
    }

    private SoftwareAuthenticator registered() {
        var device = new SoftwareAuthenticator(PARTY, ORIGIN);
        var token = token();
        complete(token, device.make(creationChallenge(token)));
        return device;
    }

    private static String challenge(Map<String, String> parameters) {
        var options = PoolFixture.json(parameters.getOrDefault("CREDENTIAL_REQUEST_OPTIONS", ""));
        return options.text("challenge").orElseThrow();
    }

    private static void assertSignedIn(AuthenticationResultType tokens) {
        assertThat(tokens.refreshToken()).isNotEmpty();
    }

    private static void assertWrong(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    void choice_ofAUser_isWhatSheCouldShow() {
        var begun = begin(ADA, Map.of());
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.SELECT_CHALLENGE);
        assertThat(begun.availableChallengesAsStrings()).containsExactly("PASSWORD", "PASSWORD_SRP", "EMAIL_OTP");
        registered();
        assertThat(begin(ADA, Map.of()).availableChallengesAsStrings())
                .containsExactly("PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "WEB_AUTHN");
    }

    @Test
    void choice_thatIsNotAvailable_isInvalid_andAPreferredOneOnlyAsked() {
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.SELECT_CHALLENGE);
        assertThatThrownBy(() -> answer(ChallengeNameType.SELECT_CHALLENGE, begun.session(), "ANSWER", "WEB_AUTHN"))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void choice_whereTheClientMayNotLetChoose_isInvalid() {
        var other = ApiClient.open(pool);
        assertThatThrownBy(() -> other.initiate(AuthFlowType.USER_AUTH, Map.of("USERNAME", ADA)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void password_chosenOrPreferred_signsIn_andAWrongOneDoesNot() {
        var session = begin(ADA, Map.of()).session();
        var chosen = Map.of("USERNAME", ADA, "ANSWER", "PASSWORD", "PASSWORD", PASSWORD);
        assertSignedIn(
                app.respond(ChallengeNameType.SELECT_CHALLENGE, session, chosen).authenticationResult());
        assertThatThrownBy(() -> app.respond(ChallengeNameType.SELECT_CHALLENGE, session, chosen))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Invalid session");
        assertSignedIn(begin(ADA, Map.of("PREFERRED_CHALLENGE", "PASSWORD", "PASSWORD", PASSWORD))
                .authenticationResult());
        assertWrong(() -> begin(ADA, Map.of("PREFERRED_CHALLENGE", "PASSWORD", "PASSWORD", "wrong")));
        var asked = begin(ADA, Map.of("PREFERRED_CHALLENGE", "PASSWORD"));
        assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.PASSWORD);
        assertWrong(() -> answer(ChallengeNameType.PASSWORD, asked.session(), "PASSWORD", "wrong"));
    }

    @Test
    void srp_chosen_isProvedAsEver() {
        var srp = new SrpClient();
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "PASSWORD_SRP", "SRP_A", srp.shown()));
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.PASSWORD_VERIFIER);
        assertSignedIn(app.prove(begun.challengeParameters(), srp, PASSWORD).authenticationResult());
        var again = new SrpClient();
        var session = begin(ADA, Map.of()).session();
        var next = app.respond(
                ChallengeNameType.SELECT_CHALLENGE,
                session,
                Map.of("USERNAME", ADA, "ANSWER", "PASSWORD_SRP", "SRP_A", again.shown()));
        assertWrong(() -> app.prove(next.challengeParameters(), again, "wrong"));
    }

    @Test
    void email_codeThatWasSent_signsInOnce() throws Exception {
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
        assertThat(begun.challengeParameters()).containsEntry("CODE_DELIVERY_DESTINATION", "a***@e***");
        var code = pool.code(ADA);
        assertThatThrownBy(() -> answer(ChallengeNameType.EMAIL_OTP, begun.session(), "EMAIL_OTP_CODE", other(code)))
                .isInstanceOf(CodeMismatchException.class);
        assertThat(countAtOnce(() -> answer(ChallengeNameType.EMAIL_OTP, begun.session(), "EMAIL_OTP_CODE", code)))
                .isEqualTo(1);
    }

    @Test
    void email_ofAUserWithASecondFactor_isNotOffered() {
        pool.aws.adminSetUserMFAPreference(
                call -> call.userPoolId(pool.poolId).username(ADA).emailMfaSettings(on -> on.enabled(true)));
        assertThat(begin(ADA, Map.of()).availableChallengesAsStrings()).containsExactly("PASSWORD", "PASSWORD_SRP");
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "PASSWORD", "PASSWORD", PASSWORD));
        assertThat(begun.authenticationResult()).isNull();
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
    }

    @Test
    void email_inAPoolThatAsksForASecondFactor_isNotOffered() {
        configure(UserPoolMfaType.ON, "preferred");
        assertThat(begin(ADA, Map.of()).availableChallengesAsStrings()).containsExactly("PASSWORD", "PASSWORD_SRP");
    }

    @Test
    void nobody_looksLikeMostOthers_andNoCodeIsRight() {
        assertThat(begin(NOBODY, Map.of()).availableChallengesAsStrings())
                .isEqualTo(begin(ADA, Map.of()).availableChallengesAsStrings());
        var begun = begin(NOBODY, Map.of("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        assertThat(begun.challengeParameters().keySet())
                .isEqualTo(begin(ADA, Map.of("PREFERRED_CHALLENGE", "EMAIL_OTP"))
                        .challengeParameters()
                        .keySet());
        for (var tries = 0; tries < 5; tries++) {
            assertThatThrownBy(() -> app.respond(
                            ChallengeNameType.EMAIL_OTP,
                            begun.session(),
                            Map.of("USERNAME", NOBODY, "EMAIL_OTP_CODE", "123456")))
                    .isInstanceOf(CodeMismatchException.class);
        }
        assertThatThrownBy(() -> app.respond(
                        ChallengeNameType.EMAIL_OTP,
                        begun.session(),
                        Map.of("USERNAME", NOBODY, "EMAIL_OTP_CODE", "123456")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("attempts exceeded");
        assertWrong(() -> begin(NOBODY, Map.of("PREFERRED_CHALLENGE", "PASSWORD", "PASSWORD", PASSWORD)));
    }

    @Test
    void passkey_made_isListed_signsInAndCanBeTakenAway() {
        var device = registered();
        var token = token();
        var listed = pool.aws
                .listWebAuthnCredentials(call -> call.accessToken(token))
                .credentials();
        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.credentialId()).isEqualTo(device.id());
            assertThat(one.relyingPartyId()).isEqualTo(PARTY);
            assertThat(one.authenticatorAttachment()).isEqualTo("platform");
            assertThat(one.authenticatorTransports()).containsExactly("internal");
        });
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        assertThat(begun.challengeName()).isEqualTo(ChallengeNameType.WEB_AUTHN);
        var signed = Json.writeText(device.sign(challenge(begun.challengeParameters())));
        assertSignedIn(answer(ChallengeNameType.WEB_AUTHN, begun.session(), "CREDENTIAL", signed));
        assertThatThrownBy(() -> answer(ChallengeNameType.WEB_AUTHN, begun.session(), "CREDENTIAL", signed))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Invalid session");
        pool.aws.deleteWebAuthnCredential(call -> call.accessToken(token).credentialId(device.id()));
        assertThat(begin(ADA, Map.of()).availableChallengesAsStrings()).doesNotContain("WEB_AUTHN");
        assertThatThrownBy(() -> pool.aws.deleteWebAuthnCredential(
                        call -> call.accessToken(token).credentialId(device.id())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void assertPasskeyRefused(SoftwareAuthenticator device) {
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        var signed = Json.writeText(device.sign(challenge(begun.challengeParameters())));
        assertWrong(() -> answer(ChallengeNameType.WEB_AUTHN, begun.session(), "CREDENTIAL", signed));
    }

    @Test
    void passkey_answerToAnotherChallenge_isRefused_andUsesTheStepUp() {
        var device = registered();
        var old = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        var signed = Json.writeText(device.sign(challenge(old.challengeParameters())));
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        assertWrong(() -> answer(ChallengeNameType.WEB_AUTHN, begun.session(), "CREDENTIAL", signed));
        var right = Json.writeText(device.sign(challenge(begun.challengeParameters())));
        assertThatThrownBy(() -> answer(ChallengeNameType.WEB_AUTHN, begun.session(), "CREDENTIAL", right))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Invalid session");
    }

    @Test
    void passkey_ofAForeignOrigin_orAnotherKey_orACopiedAuthenticator_isRefused() {
        var device = registered();
        device.origin = "https://evil.example";
        assertPasskeyRefused(device);
        device.origin = "https://pool.cognito.localhost.evil.example";
        assertPasskeyRefused(device);
        device.origin = ORIGIN;
        var impostor = new SoftwareAuthenticator(PARTY, ORIGIN);
        System.arraycopy(device.credentialId, 0, impostor.credentialId, 0, 32);
        impostor.signCount = 50;
        assertPasskeyRefused(impostor);
        device.signCount = 10;
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        assertSignedIn(answer(
                ChallengeNameType.WEB_AUTHN,
                begun.session(),
                "CREDENTIAL",
                Json.writeText(device.sign(challenge(begun.challengeParameters())))));
        device.signCount = 5;
        assertPasskeyRefused(device);
    }

    @Test
    void passkey_ofAnotherUser_isRefused() {
        var device = registered();
        pool.createUser("ben@example.test");
        var token = app.tokens("ben@example.test", PASSWORD).accessToken();
        var bens = new SoftwareAuthenticator(PARTY, ORIGIN);
        complete(token, bens.make(creationChallenge(token)));
        assertPasskeyRefused(bens);
        assertThatThrownBy(() -> complete(token, device.make(creationChallenge(token))))
                .isInstanceOf(WebAuthnCredentialNotSupportedException.class);
    }

    @Test
    void passkey_withoutVerification_isRefusedWhereItIsDemanded() {
        var device = registered();
        configure(UserPoolMfaType.OPTIONAL, "required");
        device.isUserVerified = false;
        assertPasskeyRefused(device);
        var token = token();
        var other = new SoftwareAuthenticator(PARTY, ORIGIN);
        other.isUserVerified = false;
        assertThatThrownBy(() -> complete(token, other.make(creationChallenge(token))))
                .isInstanceOf(WebAuthnCredentialNotSupportedException.class);
    }

    @Test
    void registration_replayedOrLateOrOfNoChallenge_isRefused() {
        var token = token();
        var device = new SoftwareAuthenticator(PARTY, ORIGIN);
        var made = device.make(creationChallenge(token));
        complete(token, made);
        assertThatThrownBy(() -> complete(token, made)).isInstanceOf(WebAuthnChallengeNotFoundException.class);
        assertThatThrownBy(() -> complete(token, device.make("A".repeat(43))))
                .isInstanceOf(WebAuthnChallengeNotFoundException.class);
        var late = new SoftwareAuthenticator(PARTY, ORIGIN).make(creationChallenge(token));
        pool.clock.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> complete(token, late)).isInstanceOf(WebAuthnChallengeNotFoundException.class);
    }

    @Test
    void registration_ofAForeignOriginOrPartyOrClient_isRefusedByName() {
        var token = token();
        assertThatThrownBy(() -> complete(
                        token, new SoftwareAuthenticator(PARTY, "https://evil.example").make(creationChallenge(token))))
                .isInstanceOf(WebAuthnOriginNotAllowedException.class);
        assertThatThrownBy(() -> complete(
                        token, new SoftwareAuthenticator("evil.example", ORIGIN).make(creationChallenge(token))))
                .isInstanceOf(WebAuthnRelyingPartyMismatchException.class);
        var others = client("ENABLED").tokens(ADA, PASSWORD).accessToken();
        assertThatThrownBy(
                        () -> complete(token, new SoftwareAuthenticator(PARTY, ORIGIN).make(creationChallenge(others))))
                .isInstanceOf(WebAuthnClientMismatchException.class);
        assertThatThrownBy(() -> complete(token, Map.of("id", "x")))
                .isInstanceOf(WebAuthnCredentialNotSupportedException.class);
    }

    @Test
    void registration_challengeOfASignIn_isNone() {
        var device = registered();
        var token = token();
        var begun = begin(ADA, Map.of("PREFERRED_CHALLENGE", "WEB_AUTHN"));
        assertThatThrownBy(() -> complete(token, device.make(challenge(begun.challengeParameters()))))
                .isInstanceOf(WebAuthnChallengeNotFoundException.class);
        assertThatThrownBy(() -> complete(token, device.make(begun.session())))
                .isInstanceOf(WebAuthnChallengeNotFoundException.class);
    }

    @Test
    void registration_inAPoolWithoutPasskeys_isNotEnabled() {
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId));
        assertThatThrownBy(() -> creationChallenge(token())).isInstanceOf(WebAuthnNotEnabledException.class);
    }
}
