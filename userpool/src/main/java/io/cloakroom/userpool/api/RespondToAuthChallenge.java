package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Goes on with a sign-in. */
final class RespondToAuthChallenge implements Operation {
    @Override
    public String name() {
        return "RespondToAuthChallenge";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("ClientId", "ChallengeName", "Session", "ChallengeResponses", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "no device challenges yet; a proof must come within 60 s, by a clock that is at most" + " 5 min away";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var client = parts.database().answer(tables -> Lookups.openClient(tables, input));
        var pool = parts.database().answer(tables -> Lookups.poolOf(tables, client));
        return ChallengeAnswers.answer(parts, pool, client, input);
    }
}
