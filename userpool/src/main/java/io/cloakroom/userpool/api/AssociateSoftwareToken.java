package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Makes a secret for an authenticator app. It counts only once a code of it was taken. */
final class AssociateSoftwareToken implements Operation {
    @Override
    public String name() {
        return "AssociateSoftwareToken";
    }

    @Override
    public Access access() {
        return Access.TOKEN_OR_SESSION;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "Session");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return parts.database().answer(tables -> SoftwareTokens.associate(parts, tables, input));
    }
}
