package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Lets a disabled user sign in again. */
final class AdminEnableUser implements Operation {
    @Override
    public String name() {
        return "AdminEnableUser";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> {
            var user = Lookups.user(tables, input);
            tables.users().update(user.withEnabled(true, parts.clock().instant()));
        });
        return Map.of();
    }
}
