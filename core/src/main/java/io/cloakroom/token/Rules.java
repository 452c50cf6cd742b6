package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is asked of a token beside its signature and its times; each rule answers with what is wrong, if anything. The
 * gateway stops at the first fault and {@link TokenExplanation} goes on, but neither has a rule of its own.
 */
final class Rules {
    /** The only algorithm of a Cognito user pool. An allow-list of one leaves nothing to confuse. */
    private static final String ALGORITHM = "RS256";

    /** Lets its holder change the user's own attributes and factors: such a token has no business in a page. */
    private static final String SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

    private Rules() {}

    static Optional<Reason> algorithm(Jwt jwt) {
        return jwt.algorithm().equals(ALGORITHM) ? Optional.empty() : Optional.of(Reason.BAD_ALGORITHM);
    }

    /** @param isIssuer asked with the empty text if no issuer is named */
    static Optional<Reason> issuer(JsonObject claims, Predicate<String> isIssuer) {
        return isIssuer.test(claims.text("iss").orElse("")) ? Optional.empty() : Optional.of(Reason.WRONG_ISSUER);
    }

    static Optional<Reason> accessUse(JsonObject claims) {
        var isAccess = claims.text("token_use").orElse("").equals("access");
        return isAccess ? Optional.empty() : Optional.of(Reason.WRONG_USE);
    }

    /** @param isClient asked with the empty text if no client is named */
    static Optional<Reason> client(JsonObject claims, Predicate<String> isClient) {
        return isClient.test(claims.text("client_id").orElse("")) ? Optional.empty() : Optional.of(Reason.WRONG_CLIENT);
    }

    static Optional<Reason> scope(JsonObject claims, String scope) {
        var scopes = new HashSet<>(List.of(claims.text("scope").orElse("").split(" ")));
        var isRight = scopes.contains(scope) && !scopes.contains(SELF_SERVICE_SCOPE);
        return isRight ? Optional.empty() : Optional.of(Reason.WRONG_SCOPE);
    }

    static Optional<MemberId> member(JsonObject claims) {
        return claims.text("sub").filter(MemberId::isMemberId).map(MemberId::new);
    }
}
