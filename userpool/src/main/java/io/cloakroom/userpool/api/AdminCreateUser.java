package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.TemporaryPassword;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Set;

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
                "ValidationData",
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
        var now = parts.clock().instant();
        var name = input.text("Username", TextRule.USERNAME);
        var user = NewUser.of(pool, name, input.attributes("UserAttributes"), User.Status.FORCE_CHANGE_PASSWORD, now);
        var password = input.optionalText("TemporaryPassword", TextRule.PASSWORD)
                .orElseGet(() -> TemporaryPassword.make(pool.settings().passwordRules()));
        PasswordChecks.check(pool, password);
        var caller = CallerContext.admin(input.map("ClientMetadata", TextRule.METADATA));
        new SignUpTriggers(parts, pool, caller).beforeCreation(user, input.attributes("ValidationData"));
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var isForced = input.flag("ForceAliasCreation", false);
        var created = parts.database().answer(tables -> {
            NewUser.add(tables, pool, user, isForced);
            return Passwords.setTemporary(
                    tables, pool, user, verifier, parts.clock().instant());
        });
        return Map.of("User", Shapes.user(created, Set.of()));
    }
}
