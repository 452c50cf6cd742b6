package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.SrpClaim;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The further calls of a way to sign in over the API. */
final class ChallengeAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ChallengeAnswers.class);

    private ChallengeAnswers() {}

    static Map<String, Object> answer(ApiParts parts, Pool pool, Client client, Input input) {
        var name = input.text("ChallengeName", TextRule.WORD);
        var responses = FlowParameters.of(input, "ChallengeResponses");
        input.map("ClientMetadata", TextRule.METADATA);
        var first = new FirstFactors(parts, pool, client);
        var codes = new FactorCodeAnswer(parts, pool, client);
        return switch (name) {
            case "PASSWORD_VERIFIER" -> passwordVerifier(parts, pool, client, input, responses);
            case "NEW_PASSWORD_REQUIRED" -> new NewPasswordAnswer(parts, pool, client).answer(input, responses);
            case "SOFTWARE_TOKEN_MFA" ->
                codes.answer(input, responses, Kind.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA_CODE");
            case "SMS_MFA" -> codes.answer(input, responses, Kind.SMS_MFA, "SMS_MFA_CODE");
            case "EMAIL_OTP", "EMAIL_MFA" ->
                codes.answer(input, responses, Kind.EMAIL_OTP, "EMAIL_OTP_CODE", "EMAIL_MFA_CODE");
            case "SELECT_CHALLENGE" -> first.selected(input, responses);
            case "PASSWORD" -> first.shown(input, responses, Kind.PASSWORD, "PASSWORD");
            case "PASSWORD_SRP" -> first.shown(input, responses, Kind.PASSWORD_SRP, "SRP_A");
            case "SMS_OTP" -> codes.answer(input, responses, Kind.SMS_OTP, "SMS_OTP_CODE");
            case "WEB_AUTHN" -> new PasskeyAnswer(parts, pool, client).answer(input, responses);
            case "SELECT_MFA_TYPE" -> new FactorChoiceAnswers(parts, pool, client).selected(input, responses);
            case "MFA_SETUP" -> new FactorChoiceAnswers(parts, pool, client).setUp(input, responses);
            case "CUSTOM_CHALLENGE" ->
                new CustomAuth(parts, pool, client, Callers.of(client, input)).answer(input, responses);
            default -> throw ApiFault.invalid(name + ": not served by this user pool");
        };
    }

    private static Map<String, Object> passwordVerifier(
            ApiParts parts, Pool pool, Client client, Input input, FlowParameters responses) {
        responses.only(
                "USERNAME", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "SECRET_HASH");
        var name = responses.required("USERNAME");
        var claim = new SrpClaim(
                responses.required("PASSWORD_CLAIM_SECRET_BLOCK"),
                responses.required("TIMESTAMP"),
                responses.required("PASSWORD_CLAIM_SIGNATURE"));
        var userId = parts.srp().userId(client, claim.secretBlock()).orElse(name);
        SecretHash.check(client, responses.optional("SECRET_HASH"), userId);
        if (!input.has("Session")) requireSrp(client);
        var outcome = parts.srp().finish(pool, client, name, claim);
        LOG.info("client {}: USER_SRP_AUTH {}", client.id(), outcome.getClass().getSimpleName());
        // By itself the secret block is this step's session: with another one it is a step of a custom sign-in.
        return input.has("Session")
                ? new CustomAuth(parts, pool, client, Callers.of(client, input)).proved(input, responses, outcome)
                : new SignInAnswers(parts, pool, client, input).of(outcome);
    }

    /** What a custom sign-in begins does not go round its functions. */
    private static void requireSrp(Client client) {
        var flows = client.settings().explicitAuthFlows();
        if (!flows.contains("ALLOW_USER_SRP_AUTH") && !flows.contains("ALLOW_USER_AUTH")) {
            throw ApiFault.notAuthorized("Invalid session for the user.");
        }
    }
}
