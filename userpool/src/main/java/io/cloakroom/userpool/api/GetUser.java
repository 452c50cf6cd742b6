package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.token.UserClaims;
import java.util.Map;
import java.util.Set;

/** Shows a user to herself, as far as the client may read. */
final class GetUser implements Operation {
    @Override
    public String name() {
        return "GetUser";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return parts.database().answer(tables -> show(parts, tables, input));
    }

    private static Map<String, Object> show(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var user = holder.user();
        var seen = user.with(UserClaims.readable(user, holder.client()), user.modified());
        var shape = Json.members("Username", user.username(), "UserAttributes", Shapes.attributes(seen, Set.of()));
        shape.putAll(FactorPreferences.shape(tables, user));
        return shape;
    }
}
