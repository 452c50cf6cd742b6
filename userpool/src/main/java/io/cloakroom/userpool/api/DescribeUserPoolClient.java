package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shows an app client, its secret too. */
final class DescribeUserPoolClient implements Operation {
    @Override
    public String name() {
        return "DescribeUserPoolClient";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "ClientId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var client = parts.database().answer(tables -> Lookups.client(tables, input));
        return Map.of("UserPoolClient", Shapes.client(client));
    }
}
