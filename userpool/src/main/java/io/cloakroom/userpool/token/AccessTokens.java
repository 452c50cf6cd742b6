package io.cloakroom.userpool.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Checks access tokens that come back to the pool itself. Unlike a check of the signature alone, it knows revocation. */
public final class AccessTokens {
    private static final int CHARACTERS_MAX = 8192;

    private final Issuers issuers;
    private final Clock clock;

    public AccessTokens(Issuers issuers, Clock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /** May this access token be believed? */
    public sealed interface Verdict {
        record Accepted(User user, Client client, Set<String> scopes) implements Verdict {}

        record Rejected(Reason reason) implements Verdict {}

        enum Reason {
            INVALID,
            EXPIRED,
            REVOKED,
            USER_DISABLED
        }
    }

    /** Checks form, issuer, key, signature, use, time, revocation and user, in that order. */
    public Verdict check(Tables tables, String token) {
        try {
            if (token.length() > CHARACTERS_MAX) return rejected(Verdict.Reason.INVALID);
            var jwt = SignedJWT.parse(token);
            return isOurs(tables, jwt) ? check(tables, jwt.getJWTClaimsSet()) : rejected(Verdict.Reason.INVALID);
        } catch (ParseException | JOSEException notAToken) {
            return rejected(Verdict.Reason.INVALID);
        }
    }

    private boolean isOurs(Tables tables, SignedJWT jwt) throws ParseException, JOSEException {
        var issuer = Optional.ofNullable(jwt.getJWTClaimsSet().getIssuer()).orElse("");
        var poolId = issuer.substring(issuer.lastIndexOf('/') + 1);
        var kid = Optional.ofNullable(jwt.getHeader().getKeyID()).orElse("");
        if (!issuers.isOf(poolId, issuer) || !jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) return false;
        var key = PoolKeys.checking(tables.keys().of(poolId), kid);
        return key.isPresent() && jwt.verify(new RSASSAVerifier(key.get()));
    }

    private Verdict check(Tables tables, JWTClaimsSet claims) throws ParseException {
        if (!"access".equals(claims.getStringClaim("token_use"))) return rejected(Verdict.Reason.INVALID);
        var expires = claims.getExpirationTime().toInstant();
        if (!clock.instant().isBefore(expires)) return rejected(Verdict.Reason.EXPIRED);
        var originJti = Optional.ofNullable(claims.getStringClaim("origin_jti"));
        if (originJti.isPresent() && isRevoked(tables, originJti.get())) return rejected(Verdict.Reason.REVOKED);
        var user = tables.users().find(claims.getSubject());
        var client = tables.clients().find(claims.getStringClaim("client_id"));
        // Whoever was deleted has no more tokens: Cognito's word for it is the same as for revoked ones.
        if (user.isEmpty() || client.isEmpty()) return rejected(Verdict.Reason.REVOKED);
        // Not said by revocation alone: where that is switched off for a client, its tokens have no origin_jti.
        if (!user.get().enabled()) return rejected(Verdict.Reason.USER_DISABLED);
        var scopes = Arrays.asList(claims.getStringClaim("scope").split(" "));
        return new Verdict.Accepted(user.get(), client.get(), new LinkedHashSet<>(scopes));
    }

    private static boolean isRevoked(Tables tables, String originJti) {
        return tables.families()
                .find(originJti)
                .map(family -> family.isRevoked())
                .orElse(true);
    }

    private static Verdict rejected(Verdict.Reason reason) {
        return new Verdict.Rejected(reason);
    }
}
