package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.ResourceServer;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Gives an API another name and other scopes. Those that are gone are no longer granted, whatever clients may ask for. */
final class UpdateResourceServer implements Operation {
    @Override
    public String name() {
        return "UpdateResourceServer";
    }

    @Override
    public Set<String> members() {
        return ResourceServerCalls.MEMBERS;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var server = parts.database().answer(tables -> update(tables, input));
        return Map.of("ResourceServer", ResourceServerCalls.shape(server));
    }

    private static ResourceServer update(Tables tables, Input input) {
        ResourceServerCalls.find(tables, input);
        var server = ResourceServerCalls.read(tables, input);
        tables.resourceServers().update(server);
        return server;
    }
}
