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
 */
public record AccessToken(
        MemberId member,
        String clientId,
        Optional<String> origin,
        Set<String> groups,
        Instant authenticatedAt,
        Instant expiresAt) {
    public AccessToken {
        groups = Set.copyOf(groups);
    }
}
