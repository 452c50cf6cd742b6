package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Deletes an API; its scopes are no longer granted, whatever clients may ask for. */
final class DeleteResourceServer implements Operation {
    @Override
    public String name() {
        return "DeleteResourceServer";
    }

    @Override
    public Set<String> members() {
        return ResourceServerCalls.NAMING;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> delete(tables, input));
        return Map.of();
    }

    private static void delete(Tables tables, Input input) {
        var server = ResourceServerCalls.find(tables, input);
        tables.resourceServers().delete(server.poolId(), server.identifier());
    }
}
