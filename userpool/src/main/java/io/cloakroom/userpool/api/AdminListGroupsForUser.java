package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Group;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/** Lists the groups that a user is in. */
final class AdminListGroupsForUser implements Operation {
    private static final int LIMIT_MOST = 60;

    @Override
    public String name() {
        return "AdminListGroupsForUser";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username", "Limit", "NextToken");
    }

    @Override
    public String differences() {
        return "ordered by name";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "NextToken", "Limit", LIMIT_MOST);
        var groups = parts
                .database()
                .answer(tables -> tables.groups().of(Lookups.user(tables, input).sub()))
                .stream()
                .sorted(Comparator.comparing(Group::name))
                .filter(group -> group.name().compareTo(page.after()) > 0)
                .limit(page.fetch())
                .toList();
        var answer = Json.members();
        page.put(answer, "Groups", "NextToken", groups, Group::name, Shapes::group);
        return answer;
    }
}
