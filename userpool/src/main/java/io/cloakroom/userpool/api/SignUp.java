package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a user who asks for it herself, and sends her a code if the pool verifies addresses. */
final class SignUp implements Operation {
    @Override
    public String name() {
        return "SignUp";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of(
                "ClientId", "SecretHash", "Username", "Password", "UserAttributes", "ValidationData", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "no sign-up without a password";
    }

    private record Asked(Pool pool, Client client) {}

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var asked = parts.database().answer(tables -> asked(tables, input));
        var pool = asked.pool();
        var validation = input.attributes("ValidationData");
        var caller = Callers.of(asked.client(), input);
        var typed = user(parts, asked, input);
        var password = input.text("Password", TextRule.PASSWORD);
        PasswordChecks.check(pool, password);
        var triggers = new SignUpTriggers(parts, pool, caller);
        var user = triggers.beforeSignUp(typed, validation);
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var isConfirmed = user.status() == User.Status.CONFIRMED;
        var contact = isConfirmed ? Optional.<Contact>empty() : Contact.toConfirm(pool, user);
        parts.database().run(tables -> add(parts, tables, pool, user, verifier, contact, caller));
        if (isConfirmed) triggers.confirmed(user);
        var answer = Json.members("UserConfirmed", isConfirmed, "UserSub", user.sub());
        contact.ifPresent(to -> answer.put("CodeDeliveryDetails", Shapes.delivery(to)));
        return answer;
    }

    private static Asked asked(Tables tables, Input input) {
        var named = NamedUser.of(tables, input);
        if (named.pool().settings().adminCreatesOnly()) {
            throw ApiFault.notAuthorized("SignUp is not permitted for this user pool");
        }
        return new Asked(named.pool(), named.client());
    }

    private static User user(ApiParts parts, Asked asked, Input input) {
        var given = input.attributes("UserAttributes");
        AttributeChanges.checkWritable(asked.client(), given);
        var name = input.text("Username", TextRule.USERNAME);
        var now = parts.clock().instant();
        var user = NewUser.of(asked.pool(), name, given, User.Status.UNCONFIRMED, now);
        AttributeChanges.refuseMissing(
                AttributeRules.missing(asked.pool().settings(), user).stream().findFirst());
        return user;
    }

    private static void add(
            ApiParts parts,
            Tables tables,
            Pool pool,
            User user,
            PasswordVerifier verifier,
            Optional<Contact> contact,
            CallerContext caller) {
        NewUser.add(tables, pool, user, false);
        Passwords.setFirst(tables, user, verifier);
        contact.ifPresent(to -> parts.codes().send(tables, user, Purpose.SIGN_UP, to, "SignUp", caller));
    }
}
