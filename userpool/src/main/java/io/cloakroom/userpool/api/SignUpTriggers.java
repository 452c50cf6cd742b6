package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerAnswer;
import io.cloakroom.userpool.trigger.TriggerEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What functions are asked, and told, when a user comes to be and when she shows that she gets her mail. */
record SignUpTriggers(ApiParts parts, Pool pool, CallerContext caller) {
    /** The user as the function lets her in: perhaps confirmed, perhaps with addresses that count as hers. */
    User beforeSignUp(User user, Map<String, String> validation) {
        return ask("PreSignUp_SignUp", user, validation)
                .map(answer -> decided(user, answer))
                .orElse(user);
    }

    /** The function can only refuse: what else it says of a user whom an administrator makes, Cognito ignores too. */
    void beforeCreation(User user, Map<String, String> validation) {
        ask("PreSignUp_AdminCreateUser", user, validation);
    }

    private Optional<TriggerAnswer> ask(String source, User user, Map<String, String> validation) {
        var request = Json.members(
                "userAttributes", user.attributes(), "validationData", validation, "clientMetadata", caller.metadata());
        var event = TriggerEvent.of(source, user.username(), caller, request)
                .asking(false, "autoConfirmUser", "autoVerifyEmail", "autoVerifyPhone");
        return parts.triggers().ask(pool, Trigger.PRE_SIGN_UP, event);
    }

    private static User decided(User user, TriggerAnswer answer) {
        var attributes = new LinkedHashMap<>(user.attributes());
        if (answer.flag("autoVerifyEmail")) verify(attributes, "email");
        if (answer.flag("autoVerifyPhone")) verify(attributes, "phone_number");
        var verified = user.with(attributes, user.modified());
        return answer.flag("autoConfirmUser") ? verified.with(User.Status.CONFIRMED, user.modified()) : verified;
    }

    private static void verify(Map<String, String> attributes, String name) {
        if (!attributes.containsKey(name)) {
            throw new ApiFault(
                    ApiFault.Type.INVALID_LAMBDA_RESPONSE, name + " cannot be auto verified: the user has none");
        }
        attributes.put(name + "_verified", "true");
    }

    /** Whoever is named in a call that confirmed her. */
    static void confirmed(ApiParts parts, Input input) {
        var named = parts.database().answer(tables -> NamedUser.of(tables, input));
        var triggers = new SignUpTriggers(parts, named.pool(), Callers.of(named.client(), input));
        named.user().ifPresent(triggers::confirmed);
    }

    void confirmed(User user) {
        tell("PostConfirmation_ConfirmSignUp", user);
    }

    void passwordReset(User user) {
        tell("PostConfirmation_ConfirmForgotPassword", user);
    }

    /** What is done is done: a function that fails here makes the call fail and changes nothing. */
    private void tell(String source, User user) {
        var request =
                Json.members("userAttributes", TriggerEvent.attributes(user), "clientMetadata", caller.metadata());
        parts.triggers()
                .ask(pool, Trigger.POST_CONFIRMATION, TriggerEvent.of(source, user.username(), caller, request));
    }
}
