package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shows which second factors a pool asks for. */
final class GetUserPoolMfaConfig implements Operation {
    @Override
    public String name() {
        return "GetUserPoolMfaConfig";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return PoolFactors.shape(parts.database().answer(tables -> Lookups.pool(tables, input)));
    }
}
