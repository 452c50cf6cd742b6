package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Client;
import java.util.Map;
import java.util.Set;

/** Lists the app clients of a pool, without their secrets. */
final class ListUserPoolClients implements Operation {
    private static final int LIMIT_MOST = 60;

    @Override
    public String name() {
        return "ListUserPoolClients";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "NextToken", "MaxResults");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "NextToken", "MaxResults", LIMIT_MOST);
        var clients = parts.database()
                .answer(tables ->
                        tables.clients().list(Lookups.pool(tables, input).id(), page.after(), page.fetch()));
        var answer = Json.members();
        page.put(answer, "UserPoolClients", "NextToken", clients, Client::id, ListUserPoolClients::shape);
        return answer;
    }

    private static Map<String, Object> shape(Client client) {
        return Json.members("ClientId", client.id(), "UserPoolId", client.poolId(), "ClientName", client.name());
    }
}
