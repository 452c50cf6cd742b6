package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Revokes all tokens of whoever calls. The cookies of the pool's own pages stay, as with Cognito. */
final class GlobalSignOut implements Operation {
    @Override
    public String name() {
        return "GlobalSignOut";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables -> tables.families()
                        .revokeAllOf(TokenHolder.of(parts, tables, input).user().sub()));
        return Map.of();
    }
}
