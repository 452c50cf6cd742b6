package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Takes the first code of an authenticator app. */
final class VerifySoftwareToken implements Operation {
    @Override
    public String name() {
        return "VerifySoftwareToken";
    }

    @Override
    public Access access() {
        return Access.TOKEN_OR_SESSION;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "Session", "UserCode", "FriendlyDeviceName");
    }

    @Override
    public String differences() {
        return "`FriendlyDeviceName` is not kept";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return parts.database().answer(tables -> SoftwareTokens.verify(parts, tables, input));
    }
}
