package io.cloakroom.userpool.api;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Lets whoever calls switch her second factors on and off. */
final class SetUserMFAPreference implements Operation {
    @Override
    public String name() {
        return "SetUserMFAPreference";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(FactorPreferences.MEMBERS);
        members.add("AccessToken");
        return members;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database()
                .run(tables -> FactorPreferences.set(
                        tables, TokenHolder.of(parts, tables, input).user(), input));
        return Map.of();
    }
}
