package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shows a pool. */
final class DescribeUserPool implements Operation {
    @Override
    public String name() {
        return "DescribeUserPool";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return parts.database().answer(tables -> {
            var pool = Lookups.pool(tables, input);
            return Map.of("UserPool", PoolShape.of(pool, tables.users().count(pool.id()), parts.region()));
        });
    }
}
