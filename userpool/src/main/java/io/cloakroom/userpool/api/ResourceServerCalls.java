package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.ResourceServer;
import io.cloakroom.userpool.store.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the operations on resource servers have in common: how one is read, found and shown. */
final class ResourceServerCalls {
    static final Set<String> MEMBERS = Set.of("UserPoolId", "Identifier", "Name", "Scopes");
    static final Set<String> NAMING = Set.of("UserPoolId", "Identifier");

    private ResourceServerCalls() {}

    static ResourceServer read(Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        return new ResourceServer(
                pool.id(),
                input.text("Identifier", TextRule.RESOURCE_SERVER_ID),
                input.text("Name", TextRule.RESOURCE_SERVER_NAME),
                scopes(input.objects("Scopes", "ScopeName", "ScopeDescription")));
    }

    static ResourceServer find(Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        return tables.resourceServers()
                .find(pool.id(), input.text("Identifier", TextRule.RESOURCE_SERVER_ID))
                .orElseThrow(() -> new ApiFault(ApiFault.Type.RESOURCE_NOT_FOUND, "Resource server does not exist."));
    }

    static Map<String, Object> shape(ResourceServer server) {
        var scopes = server.scopes().entrySet().stream()
                .map(scope -> Json.members("ScopeName", scope.getKey(), "ScopeDescription", scope.getValue()))
                .toList();
        return Json.members(
                "UserPoolId", server.poolId(),
                "Identifier", server.identifier(),
                "Name", server.name(),
                "Scopes", scopes);
    }

    private static Map<String, String> scopes(List<Input> inputs) {
        var scopes = new LinkedHashMap<String, String>();
        for (var scope : inputs) {
            scopes.put(
                    scope.text("ScopeName", TextRule.SCOPE_NAME),
                    scope.text("ScopeDescription", TextRule.SCOPE_DESCRIPTION));
        }
        return scopes;
    }
}
