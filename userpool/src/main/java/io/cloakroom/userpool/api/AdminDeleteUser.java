package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Deletes a user with everything that hangs on her. */
final class AdminDeleteUser implements Operation {
    @Override
    public String name() {
        return "AdminDeleteUser";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables -> tables.users().delete(Lookups.user(tables, input).sub()));
        return Map.of();
    }
}
