package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Puts a user into a group; tokens issued from now on name it. */
final class AdminAddUserToGroup implements Operation {
    private static final int GROUPS_MAX = 100;

    @Override
    public String name() {
        return "AdminAddUserToGroup";
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
            tables.groups().addMember(group.poolId(), group.name(), user.sub());
            if (tables.groups().of(user.sub()).size() > GROUPS_MAX) {
                throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "A user can be in at most 100 groups");
            }
        });
        return Map.of();
    }
}
