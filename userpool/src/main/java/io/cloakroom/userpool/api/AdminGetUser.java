package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Shows a user. */
final class AdminGetUser implements Operation {
    @Override
    public String name() {
        return "AdminGetUser";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return parts.database().answer(tables -> show(tables, input));
    }

    private static Map<String, Object> show(Tables tables, Input input) {
        var user = Lookups.user(tables, input);
        var shape = Json.members(
                "Username", user.username(),
                "UserAttributes", Shapes.attributes(user, Set.of()),
                "UserCreateDate", Shapes.time(user.created()),
                "UserLastModifiedDate", Shapes.time(user.modified()),
                "Enabled", user.enabled(),
                "UserStatus", user.status().name());
        shape.putAll(FactorPreferences.shape(tables, user));
        return shape;
    }
}
