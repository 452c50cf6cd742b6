package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.ResourceServer;
import io.cloakroom.userpool.store.Tables;
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
        return ResourceServerCalls.MEMBERS;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var server = parts.database().answer(tables -> create(tables, input));
        return Map.of("ResourceServer", ResourceServerCalls.shape(server));
    }

    private static ResourceServer create(Tables tables, Input input) {
        var server = ResourceServerCalls.read(tables, input);
        if (tables.resourceServers().find(server.poolId(), server.identifier()).isPresent()) {
            throw ApiFault.invalid(server.identifier() + " already exists in user pool " + server.poolId() + ".");
        }
        tables.resourceServers().add(server);
        return server;
    }
}
