package io.cloakroom.token;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a believed access token says. The token itself is gone.
 *
 * @param clientId the app client, and so the site, that it was made for: Cognito's access tokens have no {@code aud}
 * @param origin names the sign-in that this token descends from ({@code origin_jti})
 * @param groups of the pool ({@code cognito:groups})
 * @param methods by which she proved who she is ({@code amr}), where the sign-in asked the pool to say so
 */
public record AccessToken(
        MemberId member,
        String clientId,
        Optional<String> origin,
        Set<String> groups,
        Set<String> methods,
        Instant authenticatedAt,
        Instant expiresAt) {
    public AccessToken {
        groups = Set.copyOf(groups);
        methods = Set.copyOf(methods);
    }
}
