package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Begins a sign-in, or refreshes one. */
final class InitiateAuth implements Operation {
    @Override
    public String name() {
        return "InitiateAuth";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AuthFlow", "AuthParameters", "ClientMetadata", "ClientId");
    }

    @Override
    public String differences() {
        return "`USER_AUTH` without step-up (`TARGET_ACR_VALUES`, `ACCESS_TOKEN`, `MAX_AGE`); says that a user is disabled or"
                + " unconfirmed only to who knows the password; wrong `SRP_A` is InvalidParameterException (unverified)";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var client = parts.database().answer(tables -> Lookups.openClient(tables, input));
        var pool = parts.database().answer(tables -> Lookups.poolOf(tables, client));
        var flow = AuthFlows.name(input);
        var caller = Callers.of(client, input);
        return new AuthFlows(parts, pool, client, caller, FlowParameters.of(input, "AuthParameters")).begin(flow);
    }
}
