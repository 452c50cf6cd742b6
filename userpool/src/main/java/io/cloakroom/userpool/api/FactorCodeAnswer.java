package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.Steps.CodeCheck;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to a step that asks for a code: of an authenticator app, or of a message. */
final class FactorCodeAnswer {
    /** In a step's detail: present if the code alone signs in. */
    static final String IS_FIRST = "first";

    /** In the detail of a step for a name that nobody has: whose wrong codes are counted. */
    static final String SUBJECT = "subject";

    /** amazon-cognito-identity-js sends an app's code under the name of one by SMS too. */
    private static final Set<String> SERVED = Set.of(
            "USERNAME",
            "SECRET_HASH",
            "SMS_MFA_CODE",
            "SMS_OTP_CODE",
            "EMAIL_OTP_CODE",
            "EMAIL_MFA_CODE",
            "SOFTWARE_TOKEN_MFA_CODE");

    private static final Logger LOG = LoggerFactory.getLogger(FactorCodeAnswer.class);

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    FactorCodeAnswer(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    /** @param user absent for a name that nobody has, for which no code is right */
    private record Outcome(CodeCheck check, Optional<User> user, Proof proof) {}

    /** @param keys under which the code may come; Cognito has two names for the one from a mail */
    Map<String, Object> answer(Input input, FlowParameters responses, Kind kind, String... keys) {
        responses.only(SERVED::contains);
        var outcome = parts.database().answer(tables -> check(tables, input, responses, kind, keys));
        LOG.info("client {}: {} {}", client.id(), kind, outcome.check());
        return switch (outcome.check()) {
            case RIGHT ->
                new SignInAnswers(parts, pool, client, input)
                        .after(outcome.user().orElseThrow(), outcome.proof());
            case WRONG -> throw wrong(kind);
            case USED ->
                throw new ApiFault(ApiFault.Type.EXPIRED_CODE, "Your software token has already been used once.");
            case LOCKED -> throw ApiFault.notAuthorized("Password attempts exceeded");
        };
    }

    /** The outcome is returned and not thrown: thrown, it would undo the counting of the try. */
    private Outcome check(Tables tables, Input input, FlowParameters responses, Kind kind, String... keys) {
        var code = responses.requiredOneOf(keys);
        var challenge = ChallengeSession.open(parts, tables, pool, client, input, responses, kind);
        var proof = challenge.detail().containsKey(IS_FIRST) ? Proof.CODE : Proof.PASSWORD_AND_FACTOR;
        if (challenge.sub().isEmpty()) {
            var subject = Optional.ofNullable(challenge.detail().get(SUBJECT)).orElseThrow();
            return new Outcome(parts.steps().checkNobody(tables, pool.id(), subject), Optional.empty(), proof);
        }
        var session = ChallengeSession.of(parts, tables, pool, client, input, responses, kind);
        var check = parts.steps().check(tables, challenge, session.user(), code);
        return new Outcome(check, Optional.of(session.user()), proof);
    }

    private static ApiFault wrong(Kind kind) {
        return new ApiFault(
                ApiFault.Type.CODE_MISMATCH,
                kind == Kind.SOFTWARE_TOKEN_MFA
                        ? "Invalid code received for user"
                        : "Invalid code or auth state for the user.");
    }
}
