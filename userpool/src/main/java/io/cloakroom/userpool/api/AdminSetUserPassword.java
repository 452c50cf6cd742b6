package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Set;

/** Gives a user a password, for good or to be changed at the next sign-in. */
final class AdminSetUserPassword implements Operation {
    @Override
    public String name() {
        return "AdminSetUserPassword";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username", "Password", "Permanent");
    }

    private static record Target(ApiParts parts, Pool pool, User user) {}

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var target = parts.database()
                .answer(tables -> new Target(parts, Lookups.pool(tables, input), Lookups.user(tables, input)));
        var pool = target.pool();
        var password = input.text("Password", TextRule.PASSWORD);
        PasswordChecks.check(pool, password);
        var isPermanent = input.flag("Permanent", false);
        var verifier = parts.hasher().verifier(pool.shortName(), target.user().username(), password);
        parts.database().run(tables -> {
            var now = parts.clock().instant();
            // Once more: making the verifier took its time.
            var user = Lookups.user(tables, input);
            if (isPermanent) Passwords.setPermanent(tables, user, verifier, now);
            else Passwords.setTemporary(tables, pool, user, verifier, now);
        });
        return Map.of();
    }
}
