package io.cloakroom.userpool.api;

import io.cloakroom.config.Secret;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an app client. */
final class CreateUserPoolClient implements Operation {
    private static final String SMALL_LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 26;
    private static final int SECRET_LENGTH = 52;
    private static final int CLIENTS_MAX = 1000;

    @Override
    public String name() {
        return "CreateUserPoolClient";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(ClientSettingsReader.MEMBERS);
        members.add("GenerateSecret");
        return members;
    }

    @Override
    public String differences() {
        return "plain `http` callback and sign-out addresses are allowed on `*.localhost` too; flows `code` and `client_credentials` only";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return Map.of("UserPoolClient", Shapes.client(parts.database().answer(tables -> create(parts, tables, input))));
    }

    private static Client create(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        if (tables.clients().list(pool.id(), "", CLIENTS_MAX).size() == CLIENTS_MAX) {
            throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most 1000 app clients");
        }
        var now = parts.clock().instant();
        var secret = secret(input);
        var client = new Client(
                Opaque.name(SMALL_LETTERS_AND_DIGITS, ID_LENGTH),
                pool.id(),
                input.text("ClientName", TextRule.CLIENT_NAME),
                secret,
                new ClientSettingsReader(tables, pool, secret.isPresent(), input).read(),
                now,
                now);
        tables.clients().add(client);
        return client;
    }

    private static Optional<Secret> secret(Input input) {
        return input.flag("GenerateSecret", false)
                ? Optional.of(new Secret(Opaque.name(SMALL_LETTERS_AND_DIGITS, SECRET_LENGTH)))
                : Optional.empty();
    }
}
