package io.cloakroom.userpool.api;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Switches a user's second factors on and off. */
final class AdminSetUserMFAPreference implements Operation {
    @Override
    public String name() {
        return "AdminSetUserMFAPreference";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(FactorPreferences.MEMBERS);
        members.add("UserPoolId");
        members.add("Username");
        return members;
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> FactorPreferences.set(tables, Lookups.user(tables, input), input));
        return Map.of();
    }
}
