package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Begins a sign-in from a server that has AWS credentials. */
final class AdminInitiateAuth implements Operation {
    @Override
    public String name() {
        return "AdminInitiateAuth";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "ClientId", "AuthFlow", "AuthParameters", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "as InitiateAuth";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        var client = parts.database().answer(tables -> Lookups.client(tables, input));
        var flow = AuthFlows.name(input);
        var caller = Callers.of(client, input);
        return new AuthFlows(parts, pool, client, caller, FlowParameters.of(input, "AuthParameters"))
                .beginAsAdmin(flow);
    }
}
