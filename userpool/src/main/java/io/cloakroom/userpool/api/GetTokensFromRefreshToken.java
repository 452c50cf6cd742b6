package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Client;
import java.util.Map;
import java.util.Set;

/** Refreshes tokens, with rotation or without; the client shows its secret, if it has one. */
final class GetTokensFromRefreshToken implements Operation {
    @Override
    public String name() {
        return "GetTokensFromRefreshToken";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("RefreshToken", "ClientId", "ClientSecret", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "no `DeviceKey`; a reused token revokes all tokens of its sign-in";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var token = input.text("RefreshToken", TextRule.TOKEN);
        var secret = input.optionalText("ClientSecret", TextRule.CLIENT_ID);
        var client = parts.database().answer(tables -> Lookups.openClient(tables, input));
        if (!Lookups.isSecretOf(client, secret)) throw wrong(client);
        return RefreshAnswers.of(parts, client, token, Callers.of(client, input));
    }

    private static ApiFault wrong(Client client) {
        return ApiFault.notAuthorized("Invalid client secret for client " + client.id());
    }
}
