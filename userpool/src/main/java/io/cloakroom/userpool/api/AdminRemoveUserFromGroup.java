package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Takes a user out of a group; tokens issued from now on no longer name it. */
final class AdminRemoveUserFromGroup implements Operation {
    @Override
    public String name() {
        return "AdminRemoveUserFromGroup";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username", "GroupName");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> {
            var user = Lookups.user(tables, input);
            var group = Lookups.group(tables, input);
            tables.groups().removeMember(group.poolId(), group.name(), user.sub());
        });
        return Map.of();
    }
}
