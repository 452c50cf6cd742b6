package io.cloakroom.signin;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.AppClient;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/** The pool: its token endpoint, for one app client, and whom it knows. Every method throws {@link UpstreamException} if it is down. */
public interface UserPool {
    int FOUND_MAX = 20;

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

    /** Somebody who has a user in the pool. Does not print. */
    record Person(MemberId member, Optional<String> email, Optional<String> name) {
        /** What a page of the staff's calls her. */
        public String displayName() {
            return name.or(() -> email).orElse(member.value());
        }

        @Override
        public String toString() {
            return "Person[" + member.value() + "]";
        }
    }

    /** Looks a user up by what never changes. Asks the pool's own interface, and not in anybody's name. */
    Optional<Person> person(MemberId member);

    /**
     * The users with exactly this address, proven or not.
     *
     * @return at most {@value #FOUND_MAX}
     */
    List<Person> withEmail(String email);

    /** @param redirectUri the one that the authorization request named */
    Answer exchange(AppClient client, String code, String verifier, String redirectUri);

    Answer refresh(AppClient client, String refreshToken);

    /** Ends the refresh token and all that descends from the same sign-in. An unknown one is no fault (RFC 7009, 2.2). */
    void revoke(AppClient client, String refreshToken);
}
