package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.token.Verdict.Accepted;
import io.cloakroom.token.Verdict.Rejected;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Checks access tokens. */
public final class TokenVerifier {
    private final TokenConfig config;
    private final SignedTokens tokens;
    private final Predicate<String> isKnownClient;
    private final RevocationStore revocations;
    private final Clock clock;

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
        return switch (tokens.read(compact)) {
            case SignedTokens.Reading.Rejected rejected -> new Rejected(rejected.reason());
            case SignedTokens.Reading.Signed signed -> verify(signed.claims());
        };
    }

    private Verdict verify(JsonObject claims) {
        var fault = Rules.accessUse(claims)
                .or(() -> Rules.client(claims, isKnownClient))
                .or(() -> Rules.scope(claims, config.scope()));
        if (fault.isPresent()) return new Rejected(fault.get());
        var clientId = claims.text("client_id").orElse("");
        var member = Rules.member(claims);
        var times = Times.of(claims);
        if (member.isEmpty() || times.isEmpty()) return new Rejected(Reason.MISSING_CLAIM);
        return verify(claims, member.get(), clientId, times.get());
    }

    private Verdict verify(JsonObject claims, MemberId member, String clientId, Times times) {
        var fault = times.faultAt(clock.instant(), config, claims);
        if (fault.isPresent()) return new Rejected(fault.get());
        var origin = claims.text("origin_jti");
        if (revocations.isRevoked(member, origin, times.authenticatedAt())) return new Rejected(Reason.REVOKED);
        return new Accepted(
                new AccessToken(member, clientId, origin, groups(claims), times.authenticatedAt(), times.expiresAt()));
    }

    private static Set<String> groups(JsonObject claims) {
        return Set.copyOf(claims.texts("cognito:groups").orElse(List.of()));
    }
}
