package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Tables;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives an app client new settings; what the call leaves out falls back to its default. */
final class UpdateUserPoolClient implements Operation {
    @Override
    public String name() {
        return "UpdateUserPoolClient";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(ClientSettingsReader.MEMBERS);
        members.add("ClientId");
        return members;
    }

    @Override
    public String differences() {
        return "as CreateUserPoolClient";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return Map.of("UserPoolClient", Shapes.client(parts.database().answer(tables -> update(parts, tables, input))));
    }

    private static Client update(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var client = Lookups.client(tables, input);
        var name = input.optionalText("ClientName", TextRule.CLIENT_NAME).orElse(client.name());
        var settings = new ClientSettingsReader(tables, pool, client.secret().isPresent(), input).read();
        var updated = client.with(name, settings, parts.clock().instant());
        tables.clients().update(updated);
        return updated;
    }
}
