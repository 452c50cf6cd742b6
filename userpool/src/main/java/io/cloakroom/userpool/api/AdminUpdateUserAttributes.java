package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Set;

/** Changes a user's attributes; an empty value takes one away. */
final class AdminUpdateUserAttributes implements Operation {
    @Override
    public String name() {
        return "AdminUpdateUserAttributes";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username", "UserAttributes", "ClientMetadata");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> update(parts, tables, input));
        return Map.of();
    }

    private static void update(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var user = Lookups.user(tables, input);
        var given = input.attributes("UserAttributes");
        var caller = CallerContext.admin(input.map("ClientMetadata", TextRule.METADATA));
        AttributeUpdate.apply(parts, tables, pool, user, given, caller);
    }
}
