package io.cloakroom.signin;

import io.cloakroom.site.Site;
import io.cloakroom.upstream.UpstreamException;
import java.util.Optional;

/** The pool's token endpoint, for one site's app client. Every method throws {@link UpstreamException} if it is down. */
public interface UserPool {
    /** What the pool answers to a request for tokens. */
    sealed interface Answer {
        /**
         * Tokens, not yet believed.
         *
         * @param refresh absent where a refresh did not rotate it
         */
        record Tokens(String access, String id, Optional<String> refresh) implements Answer {
            @Override
            public String toString() {
                return "Tokens[hidden]";
            }
        }

        /** The code or refresh token is used, over or taken back ({@code invalid_grant}). */
        record Refused() implements Answer {}
    }

    /** @param redirectUri the one that the authorization request named */
    Answer exchange(Site site, String code, String verifier, String redirectUri);

    Answer refresh(Site site, String refreshToken);

    /** Ends the refresh token and all that descends from the same sign-in. An unknown one is no fault (RFC 7009, 2.2). */
    void revoke(Site site, String refreshToken);
}
