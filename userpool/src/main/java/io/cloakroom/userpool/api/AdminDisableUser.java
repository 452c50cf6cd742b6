package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shuts a user out: no sign-in, and the tokens that she has are revoked. */
final class AdminDisableUser implements Operation {
    @Override
    public String name() {
        return "AdminDisableUser";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> {
            var user = Lookups.user(tables, input);
            tables.users().update(user.withEnabled(false, parts.clock().instant()));
            tables.families().revokeAllOf(user.sub());
        });
        return Map.of();
    }
}
