package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.ResourceServer;
import io.cloakroom.userpool.store.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Declares an API with scopes of its own. */
final class CreateResourceServer implements Operation {
    @Override
    public String name() {
        return "CreateResourceServer";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Identifier", "Name", "Scopes");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var server = parts.database().answer(tables -> create(tables, input));
        var scopes = server.scopes().entrySet().stream()
                .map(scope -> Json.members("ScopeName", scope.getKey(), "ScopeDescription", scope.getValue()))
                .toList();
        return Map.of(
                "ResourceServer",
                Json.members(
                        "UserPoolId", server.poolId(),
                        "Identifier", server.identifier(),
                        "Name", server.name(),
                        "Scopes", scopes));
    }

    private static ResourceServer create(Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var identifier = input.text("Identifier", TextRule.RESOURCE_SERVER_ID);
        if (tables.resourceServers().find(pool.id(), identifier).isPresent()) {
            throw ApiFault.invalid(identifier + " already exists in user pool " + pool.id() + ".");
        }
        var name = input.text("Name", TextRule.RESOURCE_SERVER_NAME);
        var scopes = scopes(input.objects("Scopes", "ScopeName", "ScopeDescription"));
        var server = new ResourceServer(pool.id(), identifier, name, scopes);
        tables.resourceServers().add(server);
        return server;
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
