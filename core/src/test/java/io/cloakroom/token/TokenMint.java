package io.cloakroom.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cloakroom.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes tokens as a user pool does, and every kind of token that no pool would make. */
public final class TokenMint {
    public static final String ISSUER = "https://issuer.test/pool_1";
    public static final String KEY_ID = "access-key";

    private static final RSAKey KEY = generate(KEY_ID);
    private static final RSAKey STRANGERS_KEY = generate(KEY_ID);

    private final Instant now;

    /** @param now when the tokens are made */
    public TokenMint(Instant now) {
        this.now = now;
    }

    /** The keys that the issuer publishes. */
    public static KeySource keys() {
        var key = VerificationKey.of(KEY.toPublicJWK()).orElseThrow();
        return id -> id.equals(KEY_ID) ? Optional.of(key) : Optional.empty();
    }

    public static String jwks() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    static RSAKey publicKey() {
        return KEY.toPublicJWK();
    }

    /** What an access token of a Cognito pool says. */
    public Map<String, Object> accessClaims(String sub, String clientId) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", sub);
        claims.put("iss", ISSUER);
        claims.put("version", 2);
        claims.put("client_id", clientId);
        claims.put("origin_jti", "origin-" + sub);
        claims.put("token_use", "access");
        claims.put("scope", "openid cloakroom/read");
        claims.put("auth_time", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", "jti-" + sub);
        claims.put("username", sub);
        return claims;
    }

    /** What an ID token of a Cognito pool says. */
    public Map<String, Object> idClaims(String sub, String clientId, String nonce) {
        var claims = accessClaims(sub, clientId);
        claims.keySet().removeAll(java.util.List.of("client_id", "scope", "version", "username"));
        claims.put("aud", clientId);
        claims.put("token_use", "id");
        claims.put("nonce", nonce);
        claims.put("email", sub + "@example.test");
        claims.put("email_verified", true);
        claims.put("name", "Name of " + sub);
        claims.put("cognito:username", sub);
        return claims;
    }

    public String access(String sub, String clientId) {
        return signed(accessClaims(sub, clientId));
    }

    public String id(String sub, String clientId, String nonce) {
        return signed(idClaims(sub, clientId, nonce));
    }

    public static String signed(Map<String, ?> claims) {
        return signed(Json.writeText(Json.members("kid", KEY_ID, "alg", "RS256")), Json.writeText(claims), KEY);
    }

    /** Signed well, by somebody else who uses the issuer's key id. */
    public static String forged(Map<String, ?> claims) {
        return signed(
                Json.writeText(Json.members("kid", KEY_ID, "alg", "RS256")), Json.writeText(claims), STRANGERS_KEY);
    }

    /** Signed by the issuer's key, whatever the header says. */
    public static String withHeader(String header, Map<String, ?> claims) {
        return signed(header, Json.writeText(claims), KEY);
    }

    public static String withPayload(String payload) {
        return signed(Json.writeText(Json.members("kid", KEY_ID, "alg", "RS256")), payload, KEY);
    }

    private static String signed(String header, String payload, RSAKey key) {
        var signedPart = encode(header) + "." + encode(payload);
        try {
            var signature = new RSASSASigner(key)
                    .sign(new JWSHeader(JWSAlgorithm.RS256), signedPart.getBytes(StandardCharsets.US_ASCII));
            return signedPart + "." + signature;
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RSAKey generate(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
