package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Pool;
import java.util.Map;
import java.util.Set;

/** Lists the pools of this data folder. */
final class ListUserPools implements Operation {
    private static final int LIMIT_MOST = 60;

    @Override
    public String name() {
        return "ListUserPools";
    }

    @Override
    public Set<String> members() {
        return Set.of("NextToken", "MaxResults");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        if (!input.has("MaxResults")) input.text("MaxResults", TextRule.WORD);
        var page = ListPage.read(input, "NextToken", "MaxResults", LIMIT_MOST);
        var pools = parts.database().answer(tables -> tables.pools().list(page.after(), page.fetch()));
        var answer = Json.members();
        page.put(answer, "UserPools", "NextToken", pools, Pool::id, ListUserPools::shape);
        return answer;
    }

    private static Map<String, Object> shape(Pool pool) {
        return Json.members(
                "Id", pool.id(),
                "Name", pool.name(),
                "LastModifiedDate", Shapes.time(pool.modified()),
                "CreationDate", Shapes.time(pool.created()));
    }
}
