package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Goes on with a sign-in from a server that has AWS credentials. */
final class AdminRespondToAuthChallenge implements Operation {
    @Override
    public String name() {
        return "AdminRespondToAuthChallenge";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "ClientId", "ChallengeName", "Session", "ChallengeResponses", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "as RespondToAuthChallenge";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        var client = parts.database().answer(tables -> Lookups.client(tables, input));
        return ChallengeAnswers.answer(parts, pool, client, input);
    }
}
