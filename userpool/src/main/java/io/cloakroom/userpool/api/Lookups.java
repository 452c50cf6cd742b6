package io.cloakroom.userpool.api;

import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;

/** What a call names, or Cognito's refusal. */
final class Lookups {
    private Lookups() {}

    static Pool pool(Tables tables, Input input) {
        var id = input.text("UserPoolId", TextRule.POOL_ID);
        return tables.pools().find(id).orElseThrow(() -> notFound("User pool " + id + " does not exist."));
    }

    static Client client(Tables tables, Input input) {
        var pool = pool(tables, input);
        var id = input.text("ClientId", TextRule.CLIENT_ID);
        return tables.clients()
                .find(id)
                .filter(client -> client.poolId().equals(pool.id()))
                .orElseThrow(() -> notFound("User pool client " + id + " does not exist."));
    }

    static User user(Tables tables, Input input) {
        var pool = pool(tables, input);
        return Names.find(tables, pool, input.text("Username", TextRule.USERNAME))
                .orElseThrow(() -> new ApiFault(ApiFault.Type.USER_NOT_FOUND, "User does not exist."));
    }

    static Group group(Tables tables, Input input) {
        var pool = pool(tables, input);
        return tables.groups()
                .find(pool.id(), input.text("GroupName", TextRule.GROUP_NAME))
                .orElseThrow(() -> notFound("Group not found."));
    }

    private static ApiFault notFound(String message) {
        return new ApiFault(ApiFault.Type.RESOURCE_NOT_FOUND, message);
    }
}
