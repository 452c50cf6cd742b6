package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Group;
import java.util.Map;
import java.util.Set;

/** Lists a pool's groups. */
final class ListGroups implements Operation {
    private static final int LIMIT_MOST = 60;

    @Override
    public String name() {
        return "ListGroups";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Limit", "NextToken");
    }

    @Override
    public String differences() {
        return "ordered by name";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "NextToken", "Limit", LIMIT_MOST);
        var groups = parts.database()
                .answer(tables ->
                        tables.groups().list(Lookups.pool(tables, input).id(), page.after(), page.fetch()));
        var answer = Json.members();
        page.put(answer, "Groups", "NextToken", groups, Group::name, Shapes::group);
        return answer;
    }
}
