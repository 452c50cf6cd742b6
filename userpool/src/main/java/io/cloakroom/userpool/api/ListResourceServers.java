package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.ResourceServer;
import java.util.Map;
import java.util.Set;

/** Lists a pool's APIs. */
final class ListResourceServers implements Operation {
    private static final int LIMIT_MOST = 50;

    @Override
    public String name() {
        return "ListResourceServers";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "MaxResults", "NextToken");
    }

    @Override
    public String differences() {
        return "ordered by identifier";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "NextToken", "MaxResults", LIMIT_MOST);
        var servers = parts.database()
                .answer(tables -> tables.resourceServers()
                        .list(Lookups.pool(tables, input).id(), page.after(), page.fetch()));
        var answer = Json.members();
        page.put(
                answer,
                "ResourceServers",
                "NextToken",
                servers,
                ResourceServer::identifier,
                ResourceServerCalls::shape);
        return answer;
    }
}
