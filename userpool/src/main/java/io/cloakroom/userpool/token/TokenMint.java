package io.cloakroom.userpool.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloakroom.userpool.signin.Methods;
import io.cloakroom.userpool.store.Family;
import io.cloakroom.userpool.store.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and signs tokens as Cognito does: RS256, no {@code typ}, no {@code aud} in access tokens.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">
 *     Understanding the access token</a>
 */
public final class TokenMint {
    private static final int VERSION = 2;

    private final Issuers issuers;
    private final Clock clock;

    public TokenMint(Issuers issuers, Clock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /** Signs. Takes a few milliseconds: not inside a transaction. */
    public TokenSet sign(Grant grant) {
        return sign(grant, TokenChanges.NONE);
    }

    /** The same with what a function changes. */
    public TokenSet sign(Grant grant, TokenChanges changes) {
        var now = clock.instant();
        var event = UUID.randomUUID().toString();
        var access = sign(grant, SigningKey.Purpose.ACCESS, access(grant, changes, now, event));
        var id = isOverApi(grant) || grant.family().scopes().contains(Scopes.OPENID)
                ? Optional.of(sign(grant, SigningKey.Purpose.ID, id(grant, changes, now, event, access)))
                : Optional.<String>empty();
        var life = grant.client().settings().accessToken().duration();
        return new TokenSet(access, id, grant.refreshToken(), life);
    }

    /** The same for a client itself: its token's subject is its own id, and there is nothing to refresh. */
    public TokenSet sign(MachineGrant grant) {
        var now = clock.instant();
        var life = grant.client().settings().accessToken().duration();
        var claims = new JWTClaimsSet.Builder()
                .subject(grant.client().id())
                .issuer(issuers.of(grant.pool()))
                .claim("token_use", "access")
                .claim("scope", String.join(" ", grant.scopes()))
                .claim("auth_time", now.getEpochSecond())
                .claim("version", VERSION)
                .claim("client_id", grant.client().id())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .build();
        var key = PoolKeys.signing(grant.keys(), SigningKey.Purpose.ACCESS);
        return new TokenSet(sign(key, claims), Optional.empty(), Optional.empty(), life);
    }

    private static boolean isOverApi(Grant grant) {
        return grant.family().via() == Family.Via.API;
    }

    private JWTClaimsSet access(Grant grant, TokenChanges changes, Instant now, String event) {
        var life = grant.client().settings().accessToken().duration();
        var claims = common(grant, changes, now, event)
                .claim("token_use", "access")
                .claim(
                        "scope",
                        String.join(" ", changes.scopes().of(grant.family().scopes())))
                .claim("client_id", grant.client().id())
                .claim("username", grant.user().username())
                .expirationTime(Date.from(now.plus(life)));
        if (!isOverApi(grant)) claims.claim("version", VERSION);
        return changed(claims, changes.access());
    }

    private JWTClaimsSet id(Grant grant, TokenChanges changes, Instant now, String event, String accessToken) {
        var claims = common(grant, changes, now, event)
                .claim("token_use", "id")
                .claim("cognito:username", grant.user().username())
                .audience(grant.client().id())
                .expirationTime(
                        Date.from(now.plus(grant.client().settings().idToken().duration())));
        grant.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        if (!isOverApi(grant)) claims.claim("at_hash", leftHalfOfHash(accessToken));
        attributes(grant).forEach((name, value) -> claims.claim(name, claim(name, value)));
        changes.groups().ifPresent(groups -> putRoles(claims, groups));
        return changed(claims, changes.id());
    }

    private static void putRoles(JWTClaimsSet.Builder claims, TokenChanges.Groups groups) {
        if (!groups.roles().isEmpty()) claims.claim("cognito:roles", groups.roles());
        groups.preferredRole().ifPresent(role -> claims.claim("cognito:preferred_role", role));
    }

    private static JWTClaimsSet changed(JWTClaimsSet.Builder claims, TokenChanges.Claims changes) {
        changes.added().forEach((name, value) -> claims.claim(name, claim(name, value)));
        var rest = new JWTClaimsSet.Builder();
        claims.build().getClaims().forEach((name, value) -> {
            if (!changes.suppressed().contains(name)) rest.claim(name, value);
        });
        return rest.build();
    }

    private static Map<String, String> attributes(Grant grant) {
        return isOverApi(grant)
                ? UserClaims.readable(grant.user(), grant.client())
                : UserClaims.visible(
                        grant.user(), grant.client(), grant.family().scopes());
    }

    private JWTClaimsSet.Builder common(Grant grant, TokenChanges changes, Instant now, String event) {
        var claims = new JWTClaimsSet.Builder()
                .subject(grant.user().sub())
                .issuer(issuers.of(grant.pool()))
                .claim("event_id", event)
                .claim("auth_time", grant.family().authenticated().getEpochSecond())
                .issueTime(Date.from(now));
        var groups = changes.groups().map(TokenChanges.Groups::names).orElse(grant.groups());
        if (!groups.isEmpty()) claims.claim("cognito:groups", groups);
        var methods = grant.family().methods();
        Methods.level(methods).ifPresent(level -> claims.claim("acr", level).claim("amr", List.copyOf(methods)));
        // Cognito leaves both out where revocation is switched off for the client.
        if (grant.client().settings().canRevoke()) {
            claims.claim("origin_jti", grant.family().originJti())
                    .jwtID(UUID.randomUUID().toString());
        }
        return claims;
    }

    /** The two that verification sets are booleans in ID tokens; all else is text. */
    private static Object claim(String name, Object value) {
        var isFlag = name.equals("email_verified") || name.equals("phone_number_verified");
        return isFlag ? (Object) value.equals("true") : value;
    }

    private static String sign(Grant grant, SigningKey.Purpose purpose, JWTClaimsSet claims) {
        return sign(PoolKeys.signing(grant.keys(), purpose), claims);
    }

    private static String sign(RSAKey key, JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
            var jwt = new SignedJWT(header.build(), claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key of our own cannot sign", impossible);
        }
    }

    /** OpenID Connect Core 1.0, 3.1.3.6. */
    private static String leftHalfOfHash(String token) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
