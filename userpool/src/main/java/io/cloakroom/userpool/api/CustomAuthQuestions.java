package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerAnswer;
import io.cloakroom.userpool.trigger.TriggerEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The three questions of a custom sign-in.
 *
 * @param name what the client calls the user
 */
record CustomAuthQuestions(ApiParts parts, Pool pool, CallerContext caller, String name) {
    static void requireConfigured(ApiParts parts, Pool pool) {
        for (var trigger : new Trigger[] {
            Trigger.DEFINE_AUTH_CHALLENGE, Trigger.CREATE_AUTH_CHALLENGE, Trigger.VERIFY_AUTH_CHALLENGE_RESPONSE
        }) {
            if (!parts.triggers().has(pool, trigger)) throw notConfigured();
        }
    }

    private static ApiFault notConfigured() {
        return ApiFault.invalid("Custom auth lambda trigger is not configured for the user pool.");
    }

    /** What comes next, or whether it is enough. */
    TriggerAnswer define(Optional<User> user, CustomAuthHistory history) {
        var request = request(user);
        request.put("session", history.rounds());
        var event = event("DefineAuthChallenge", user, request)
                .asking("challengeName", "issueTokens", "failAuthentication");
        return ask(Trigger.DEFINE_AUTH_CHALLENGE, event);
    }

    /** What is asked for, and by what its answer is known. */
    TriggerAnswer create(Optional<User> user, CustomAuthHistory history, String challenge) {
        var request = request(user);
        request.put("challengeName", challenge);
        request.put("session", history.rounds());
        var event = event("CreateAuthChallenge", user, request)
                .asking("publicChallengeParameters", "privateChallengeParameters", "challengeMetadata");
        return ask(Trigger.CREATE_AUTH_CHALLENGE, event);
    }

    /** Nobody's answer is right, whatever the function says. */
    boolean verify(Optional<User> user, String privateParameters, String given) {
        var request = request(user);
        request.put("privateChallengeParameters", texts(privateParameters));
        request.put("challengeAnswer", given);
        var event = event("VerifyAuthChallengeResponse", user, request).asking("answerCorrect");
        return ask(Trigger.VERIFY_AUTH_CHALLENGE_RESPONSE, event).flag("answerCorrect") && user.isPresent();
    }

    private static Map<String, Object> texts(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read read
                ? read.object().values()
                : Map.of();
    }

    String userName(Optional<User> user) {
        return user.map(User::username).orElse(name);
    }

    private Map<String, Object> request(Optional<User> user) {
        return Json.members(
                "userAttributes",
                user.map(TriggerEvent::attributes).orElse(Map.of()),
                "clientMetadata",
                caller.metadata(),
                "userNotFound",
                user.isEmpty());
    }

    private TriggerEvent event(String trigger, Optional<User> user, Map<String, Object> request) {
        return TriggerEvent.of(trigger + "_Authentication", userName(user), caller, request);
    }

    private TriggerAnswer ask(Trigger trigger, TriggerEvent event) {
        return parts.triggers().ask(pool, trigger, event).orElseThrow(CustomAuthQuestions::notConfigured);
    }
}
