package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Deletes an app client; its tokens die with it. */
final class DeleteUserPoolClient implements Operation {
    @Override
    public String name() {
        return "DeleteUserPoolClient";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "ClientId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables ->
                        tables.clients().delete(Lookups.client(tables, input).id()));
        return Map.of();
    }
}
