package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Revokes all tokens of a user. The cookies of the pool's own pages stay, as with Cognito. */
final class AdminUserGlobalSignOut implements Operation {
    @Override
    public String name() {
        return "AdminUserGlobalSignOut";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables -> tables.families()
                        .revokeAllOf(Lookups.user(tables, input).sub()));
        return Map.of();
    }
}
