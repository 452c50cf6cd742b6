package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.TokenTriggers.Occasion;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to NEW_PASSWORD_REQUIRED: a password of the user's own, and the attributes that the pool asks of everybody. */
final class NewPasswordAnswer {
    static final String ATTRIBUTE = "userAttributes.";

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    NewPasswordAnswer(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    Map<String, Object> answer(Input input, FlowParameters responses) {
        responses.only(name -> name.equals("USERNAME")
                || name.equals("NEW_PASSWORD")
                || name.equals("SECRET_HASH")
                || name.startsWith(ATTRIBUTE));
        var user = parts.database().answer(tables -> user(tables, input, responses));
        var password = responses.required("NEW_PASSWORD");
        PasswordChecks.checkForm(password);
        PasswordChecks.check(pool, password);
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var done = parts.database().answer(tables -> complete(tables, input, responses, verifier));
        var caller = Callers.of(client, input);
        return new SignInAnswers(parts, pool, client, caller, Occasion.NEW_PASSWORD_CHALLENGE)
                .after(done, Proof.PASSWORD);
    }

    private User user(Tables tables, Input input, FlowParameters responses) {
        return ChallengeSession.of(parts, tables, pool, client, input, responses, Kind.NEW_PASSWORD_REQUIRED)
                .user();
    }

    /** Everything once more: making the verifier took its time, and another call may have used the session up. */
    private User complete(Tables tables, Input input, FlowParameters responses, PasswordVerifier verifier) {
        var user = user(tables, input, responses);
        var attributes = new LinkedHashMap<>(user.attributes());
        attributes.putAll(given(user, responses));
        var now = parts.clock().instant();
        var whole = user.with(attributes, now);
        AttributeRules.missing(pool.settings(), whole).stream().findFirst().ifPresent(name -> {
            throw ApiFault.invalid("Invalid attributes given, " + name + " is missing");
        });
        AttributeChanges.assignNames(tables, pool, whole, false);
        return Passwords.setPermanent(tables, whole, verifier, now);
    }

    private Map<String, String> given(User user, FlowParameters responses) {
        var given = new LinkedHashMap<String, String>();
        responses.values().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) given.put(name.substring(ATTRIBUTE.length()), value);
        });
        for (var name : given.keySet()) {
            var isRequired = pool.settings()
                    .declared(name)
                    .filter(declared -> declared.isRequired())
                    .isPresent();
            if (isRequired && user.attribute(name).isPresent()) {
                throw ApiFault.notAuthorized("Cannot modify an already provided " + name);
            }
        }
        AttributeChanges.check(pool, given);
        AttributeChanges.checkMutable(pool, user, given);
        AttributeChanges.checkWritable(client, given);
        return given;
    }
}
