package io.cloakroom.userpool.api;

import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Optional;

/** What a call names, or Cognito's refusal. */
final class Lookups {
    private Lookups() {}

    static Pool pool(Tables tables, Input input) {
        var id = input.text("UserPoolId", TextRule.POOL_ID);
        return tables.pools().find(id).orElseThrow(() -> notFound("User pool " + id + " does not exist."));
    }

    /** For calls that name no pool. */
    static Client openClient(Tables tables, Input input) {
        var id = input.text("ClientId", TextRule.CLIENT_ID);
        return tables.clients().find(id).orElseThrow(() -> notFound("User pool client " + id + " does not exist."));
    }

    /** A public client shows no secret: one that does is not the client that was registered. */
    static boolean isSecretOf(Client client, Optional<String> secret) {
        return client.secret()
                .map(expected -> secret.filter(expected::matches).isPresent())
                .orElse(secret.isEmpty());
    }

    static Pool poolOf(Tables tables, Client client) {
        return tables.pools().find(client.poolId()).orElseThrow();
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

    /** Whether a name means this user: her user name, her sub, or another name under which she is found. */
    static boolean isCalled(Tables tables, Pool pool, User user, String name) {
        return Names.find(tables, pool, name)
                .filter(found -> found.sub().equals(user.sub()))
                .isPresent();
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
