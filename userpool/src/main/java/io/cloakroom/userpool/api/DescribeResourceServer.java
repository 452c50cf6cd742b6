package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shows an API and its scopes. */
final class DescribeResourceServer implements Operation {
    @Override
    public String name() {
        return "DescribeResourceServer";
    }

    @Override
    public Set<String> members() {
        return ResourceServerCalls.NAMING;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var server = parts.database().answer(tables -> ResourceServerCalls.find(tables, input));
        return Map.of("ResourceServer", ResourceServerCalls.shape(server));
    }
}
