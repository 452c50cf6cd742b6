package io.cloakroom.userpool.token;

import java.time.Duration;
import java.util.Optional;

/**
 * Tokens as a client gets them.
 *
 * @param idToken only if the scope {@code openid} was granted
 * @param life of the access token
 */
public record TokenSet(String accessToken, Optional<String> idToken, Optional<String> refreshToken, Duration life) {
    @Override
    public String toString() {
        return "TokenSet[hidden]";
    }
}
