package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.password.TemporaryPassword;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes a user with a temporary password, which she must change when she first signs in. */
final class AdminCreateUser implements Operation {
    @Override
    public String name() {
        return "AdminCreateUser";
    }

    @Override
    public Set<String> members() {
        return Set.of(
                "UserPoolId",
                "Username",
                "UserAttributes",
                "TemporaryPassword",
                "ForceAliasCreation",
                "MessageAction",
                "DesiredDeliveryMediums",
                "ClientMetadata");
    }

    @Override
    public String differences() {
        return "sends no invitations yet: without `MessageAction` `SUPPRESS` it answers CodeDeliveryFailureException";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        if (input.choice("MessageAction", "SUPPRESS", "RESEND")
                .filter("SUPPRESS"::equals)
                .isEmpty()) {
            throw new ApiFault(
                    ApiFault.Type.CODE_DELIVERY_FAILURE, "This user pool sends no messages: MessageAction SUPPRESS");
        }
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        var given = attributes(pool, input);
        var password = input.optionalText("TemporaryPassword", TextRule.PASSWORD)
                .orElseGet(() -> TemporaryPassword.make(pool.settings().passwordRules()));
        PasswordChecks.check(pool, password);
        var user = user(parts, pool, input.text("Username", TextRule.USERNAME), given);
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var isForced = input.flag("ForceAliasCreation", false);
        var created = parts.database().answer(tables -> create(parts, tables, pool, user, verifier, isForced));
        return Map.of("User", Shapes.user(created, Set.of()));
    }

    /** In pools whose users are named by e-mail address or phone number, the name that is given becomes that attribute. */
    private static Map<String, String> attributes(Pool pool, Input input) {
        var attributes = new LinkedHashMap<>(input.attributes("UserAttributes"));
        var name = input.text("Username", TextRule.USERNAME);
        var kinds = pool.settings().usernameAttributes();
        if (kinds.contains("email") && AttributeRules.isEmail(name)) attributes.put("email", name);
        else if (kinds.contains("phone_number") && AttributeRules.isPhoneNumber(name))
            attributes.put("phone_number", name);
        else if (!kinds.isEmpty()) throw ApiFault.invalid(wrongForm(kinds));
        if (pool.settings().aliasAttributes().contains("email") && AttributeRules.isEmail(name)) {
            throw ApiFault.invalid(
                    "Username cannot be of email format, since user pool is configured for email alias.");
        }
        AttributeChanges.check(pool, attributes);
        return attributes;
    }

    private static String wrongForm(Set<String> kinds) {
        if (kinds.size() > 1) return "Username should be either an email or a phone number.";
        return kinds.contains("email") ? "Username should be an email." : "Username should be a phone number.";
    }

    private static User user(ApiParts parts, Pool pool, String name, Map<String, String> given) {
        var sub = UUID.randomUUID().toString();
        var username = pool.settings().usernameAttributes().isEmpty() ? name : sub;
        var now = parts.clock().instant();
        var empty = new User(sub, pool.id(), username, User.Status.FORCE_CHANGE_PASSWORD, true, Map.of(), now, now);
        var attributes = AttributeChanges.merged(empty, given);
        return empty.with(attributes, now);
    }

    private static User create(
            ApiParts parts, Tables tables, Pool pool, User user, PasswordVerifier verifier, boolean isForced) {
        checkFree(tables, pool, user);
        tables.users().add(user);
        AttributeChanges.assignNames(tables, pool, user, isForced);
        return Passwords.setTemporary(
                tables, pool, user, verifier, parts.clock().instant());
    }

    /** A name by which users are named counts as a user name here, whatever attribute it is. */
    private static void checkFree(Tables tables, Pool pool, User user) {
        for (var kind : pool.settings().usernameAttributes()) {
            var name = user.attribute(kind).map(pool.settings()::fold);
            if (name.flatMap(text -> tables.names().find(pool.id(), text)).isPresent()) {
                throw new ApiFault(ApiFault.Type.USERNAME_EXISTS, "User account already exists");
            }
        }
    }
}
