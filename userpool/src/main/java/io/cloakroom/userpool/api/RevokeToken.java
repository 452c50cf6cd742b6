package io.cloakroom.userpool.api;

import io.cloakroom.userpool.token.Revocation;
import java.util.Map;
import java.util.Set;

/** Ends the family of a refresh token; the client shows its secret, if it has one. */
final class RevokeToken implements Operation {
    @Override
    public String name() {
        return "RevokeToken";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("Token", "ClientId", "ClientSecret");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var token = input.text("Token", TextRule.TOKEN);
        var id = input.text("ClientId", TextRule.CLIENT_ID);
        var secret = input.optionalText("ClientSecret", TextRule.CLIENT_ID);
        var outcome = parts.database().answer(tables -> {
            var client = tables.clients().find(id).filter(found -> Lookups.isSecretOf(found, secret));
            return Revocation.revoke(tables, client.orElseThrow(RevokeToken::unauthorized), token);
        });
        return switch (outcome) {
            case REVOKED, UNKNOWN -> Map.of();
            case NOT_A_REFRESH_TOKEN ->
                throw new ApiFault(ApiFault.Type.UNSUPPORTED_TOKEN_TYPE, "Unsupported token type");
            case SWITCHED_OFF ->
                throw new ApiFault(
                        ApiFault.Type.UNSUPPORTED_OPERATION, "Token revocation is not enabled for this client");
        };
    }

    private static ApiFault unauthorized() {
        return new ApiFault(ApiFault.Type.UNAUTHORIZED, "Invalid client id or client secret");
    }
}
