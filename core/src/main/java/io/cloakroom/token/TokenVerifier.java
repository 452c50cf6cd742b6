package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.token.KnownTokens.Known;
import io.cloakroom.token.Verdict.Accepted;
import io.cloakroom.token.Verdict.Rejected;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks access tokens. */
public final class TokenVerifier {
    private final TokenConfig config;
    private final SignedTokens tokens;
    private final Predicate<String> isKnownClient;
    private final RevocationStore revocations;
    private final Clock clock;
    private final KnownTokens known;

    public TokenVerifier(
            TokenConfig config,
            SignedTokens tokens,
            Predicate<String> isKnownClient,
            RevocationStore revocations,
            Clock clock) {
        this.config = config;
        this.tokens = tokens;
        this.isKnownClient = isKnownClient;
        this.revocations = revocations;
        this.clock = clock;
        this.known = new KnownTokens(config.ageMax().plus(config.clockSkew()), clock);
    }

    /**
     * Checks form, algorithm, key, signature, issuer, use, client, scope, times and revocation, in that order, and stops at
     * the first fault.
     *
     * @param compact the token without {@code "Bearer "}; more than 8,192 characters is malformed
     * @return {@code Rejected} for any fault of the token itself; expired means now >= exp + skew
     * @throws io.cloakroom.upstream.UpstreamException if the issuer's keys or the revocations are needed and cannot be had
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
     *     JSON web tokens, Amazon Cognito</a>
     */
    public Verdict verify(String compact) {
        // Longer ones are malformed: not worth a hash.
        var before = compact.length() > Jwt.CHARACTERS_MAX ? Optional.<Known>empty() : known.find(compact);
        return before.map(this::verify).orElseGet(() -> verifyUnknown(compact));
    }

    private Verdict verifyUnknown(String compact) {
        return switch (tokens.read(compact)) {
            case SignedTokens.Reading.Rejected rejected -> new Rejected(rejected.reason());
            case SignedTokens.Reading.Signed signed -> verify(compact, signed.claims());
        };
    }

    private Verdict verify(String compact, JsonObject claims) {
        var fault = Rules.accessUse(claims)
                .or(() -> Rules.client(claims, isKnownClient))
                .or(() -> Rules.scope(claims, config.scope()));
        if (fault.isPresent()) return new Rejected(fault.get());
        var member = Rules.member(claims);
        var times = Times.of(claims);
        if (member.isEmpty() || times.isEmpty()) return new Rejected(Reason.MISSING_CLAIM);
        var believed = new Known(accessToken(claims, member.get(), times.get()), times.get());
        known.add(compact, believed);
        return verify(believed);
    }

    /** What may be otherwise at the next request: the time, and whether the sign-in was taken back. */
    private Verdict verify(Known believed) {
        var token = believed.token();
        var fault = believed.times().faultAt(clock.instant(), config);
        if (fault.isPresent()) return new Rejected(fault.get());
        var isRevoked = revocations.isRevoked(token.member(), token.origin(), token.authenticatedAt());
        return isRevoked ? new Rejected(Reason.REVOKED) : new Accepted(token);
    }

    private static AccessToken accessToken(JsonObject claims, MemberId member, Times times) {
        return new AccessToken(
                member,
                claims.text("client_id").orElseThrow(),
                claims.text("origin_jti"),
                Set.copyOf(claims.texts("cognito:groups").orElse(List.of())),
                Set.copyOf(claims.texts("amr").orElse(List.of())),
                times.authenticatedAt(),
                times.expiresAt());
    }
}
