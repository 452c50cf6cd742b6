package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Passkey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the passkeys of whoever calls. */
final class ListWebAuthnCredentials implements Operation {
    private static final int LIMIT_MOST = 20;

    @Override
    public String name() {
        return "ListWebAuthnCredentials";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "NextToken", "MaxResults");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "NextToken", "MaxResults", LIMIT_MOST);
        var all = parts.database()
                .answer(tables -> tables.passkeys()
                        .of(TokenHolder.of(parts, tables, input).user().sub()));
        var answer = Json.members("Credentials", List.of());
        page.put(
                answer,
                "Credentials",
                "NextToken",
                all.stream()
                        .filter(passkey -> key(passkey).compareTo(page.after()) > 0)
                        .limit(page.fetch())
                        .toList(),
                ListWebAuthnCredentials::key,
                ListWebAuthnCredentials::shape);
        return answer;
    }

    /** In the order in which they were made. */
    private static String key(Passkey passkey) {
        return "%013d %s".formatted(passkey.created().toEpochMilli(), passkey.credentialId());
    }

    private static Map<String, Object> shape(Passkey passkey) {
        var shape = Json.members(
                "CredentialId", passkey.credentialId(),
                "FriendlyCredentialName", passkey.name(),
                "RelyingPartyId", passkey.relyingParty(),
                "AuthenticatorTransports", passkey.transports(),
                "CreatedAt", Shapes.time(passkey.created()));
        passkey.attachment().ifPresent(word -> shape.put("AuthenticatorAttachment", word));
        return shape;
    }
}
