package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import java.time.Clock;
import java.util.Optional;

/** Reads who signed in, from the ID token that the pool hands over at the end of a sign-in. */
public final class IdTokenVerifier {
    private static final int TEXT_CHARACTERS_MAX = 320;

    private final TokenConfig config;
    private final SignedTokens tokens;
    private final Clock clock;

    public IdTokenVerifier(TokenConfig config, SignedTokens tokens, Clock clock) {
        this.config = config;
        this.tokens = tokens;
        this.clock = clock;
    }

    public sealed interface Identity {
        /**
         * The person who signed in.
         *
         * @param email only if the pool has seen proof of it
         */
        record Known(MemberId member, Optional<String> email, Optional<String> name, Optional<String> locale)
                implements Identity {
            @Override
            public String toString() {
                return "Known[" + member.value() + "]";
            }
        }

        record Rejected(Reason reason) implements Identity {}
    }

    /**
     * Checks what OpenID Connect Core 3.1.3.7 asks for.
     *
     * @param nonce what the request for this sign-in sent; empty where there was none to send, as at a refresh
     * @throws io.cloakroom.upstream.UpstreamException if the issuer's keys are needed and cannot be had
     */
    public Identity verify(String compact, String clientId, Optional<String> nonce) {
        return switch (tokens.read(compact)) {
            case SignedTokens.Reading.Rejected rejected -> new Identity.Rejected(rejected.reason());
            case SignedTokens.Reading.Signed signed -> verify(signed.claims(), clientId, nonce);
        };
    }

    private Identity verify(JsonObject claims, String clientId, Optional<String> nonce) {
        if (!claims.text("token_use").orElse("").equals("id")) return new Identity.Rejected(Reason.WRONG_USE);
        if (!claims.text("aud").orElse("").equals(clientId)) return new Identity.Rejected(Reason.WRONG_CLIENT);
        if (nonce.isPresent() && !claims.text("nonce").equals(nonce)) return new Identity.Rejected(Reason.WRONG_NONCE);
        var member = claims.text("sub").filter(MemberId::isMemberId).map(MemberId::new);
        var times = Times.of(claims);
        if (member.isEmpty() || times.isEmpty()) return new Identity.Rejected(Reason.MISSING_CLAIM);
        var fault = times.get().faultAt(clock.instant(), config);
        if (fault.isPresent()) return new Identity.Rejected(fault.get());
        var isVerified = claims.flag("email_verified").orElse(false);
        var email = isVerified ? text(claims, "email") : Optional.<String>empty();
        return new Identity.Known(member.get(), email, text(claims, "name"), text(claims, "locale"));
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.text(name).filter(text -> !text.isBlank() && text.length() <= TEXT_CHARACTERS_MAX);
    }
}
