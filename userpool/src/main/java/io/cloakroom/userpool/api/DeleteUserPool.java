package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Deletes a pool with everything in it. */
final class DeleteUserPool implements Operation {
    @Override
    public String name() {
        return "DeleteUserPool";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables -> tables.pools().delete(Lookups.pool(tables, input).id()));
        return Map.of();
    }
}
