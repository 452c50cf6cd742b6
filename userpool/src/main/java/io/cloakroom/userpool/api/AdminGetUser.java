package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
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
        var user = parts.database().answer(tables -> Lookups.user(tables, input));
        return Json.members(
                "Username", user.username(),
                "UserAttributes", Shapes.attributes(user, Set.of()),
                "UserCreateDate", Shapes.time(user.created()),
                "UserLastModifiedDate", Shapes.time(user.modified()),
                "Enabled", user.enabled(),
                "UserStatus", user.status().name());
    }
}
