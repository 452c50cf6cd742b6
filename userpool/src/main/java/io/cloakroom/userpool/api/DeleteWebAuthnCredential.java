package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Takes a passkey away from whoever calls. */
final class DeleteWebAuthnCredential implements Operation {
    @Override
    public String name() {
        return "DeleteWebAuthnCredential";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "CredentialId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> delete(parts, tables, input));
        return Map.of();
    }

    private static void delete(ApiParts parts, Tables tables, Input input) {
        var user = TokenHolder.of(parts, tables, input).user();
        var passkey = tables.passkeys()
                .find(input.text("CredentialId", TextRule.CREDENTIAL_ID))
                .filter(found -> found.sub().equals(user.sub()))
                .orElseThrow(() -> new ApiFault(ApiFault.Type.RESOURCE_NOT_FOUND, "Credential does not exist."));
        tables.passkeys().delete(passkey.credentialId());
    }
}
