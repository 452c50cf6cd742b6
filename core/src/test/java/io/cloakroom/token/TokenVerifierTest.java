package io.cloakroom.token;

import static io.cloakroom.token.TokenMint.encode;
import static io.cloakroom.token.TokenMint.forged;
import static io.cloakroom.token.TokenMint.signed;
import static io.cloakroom.token.TokenMint.withHeader;
import static io.cloakroom.token.TokenMint.withPayload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.token.Verdict.Accepted;
import io.cloakroom.token.Verdict.Rejected;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(5));
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final TokenConfig CONFIG = new TokenConfig(
            TokenMint.ISSUER, URI.create("https://issuer.test/jwks"), "cloakroom/read", SKEW, Duration.ofMinutes(15));

    private final TokenMint mint = new TokenMint(NOW);
    private final FakeRevocationStore revocations = new FakeRevocationStore();

    private Verdict verifyAt(Instant now, String token) {
        var tokens = new SignedTokens(CONFIG, TokenMint.keys());
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        return new TokenVerifier(CONFIG, tokens, Set.of("client")::contains, revocations, clock).verify(token);
    }

    private Verdict verify(String token) {
        return verifyAt(NOW, token);
    }

    private Map<String, Object> claims() {
        return mint.accessClaims("ada", "client");
    }

    private String with(String name, Object value) {
        var claims = claims();
        claims.put(name, value);
        return signed(claims);
    }

    private static Rejected rejected(Reason reason) {
        return new Rejected(reason);
    }

    @Test
    void verify_goodToken_accepts() {
        assertThat(verify(mint.access("ada", "client")))
                .isEqualTo(new Accepted(new AccessToken(
                        new MemberId("ada"), "client", Optional.of("origin-ada"), Set.of(), Set.of(), NOW, EXPIRY)));
    }

    @Test
    void verify_lastInstantOfGrace_accepts() {
        assertThat(verifyAt(EXPIRY.plus(SKEW).minusMillis(1), signed(claims()))).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_graceOver_rejectsAsExpired() {
        assertThat(verifyAt(EXPIRY.plus(SKEW), signed(claims()))).isEqualTo(rejected(Reason.EXPIRED));
    }

    @Test
    void verify_issuedAtEndOfSkewAhead_accepts() {
        assertThat(verifyAt(NOW.minus(SKEW), signed(claims()))).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_issuedFurtherAhead_rejectsAsNotYetValid() {
        assertThat(verifyAt(NOW.minus(SKEW).minusMillis(1), signed(claims())))
                .isEqualTo(rejected(Reason.NOT_YET_VALID));
    }

    @Test
    void verify_notBeforeAhead_rejectsAsNotYetValid() {
        var atSkew = NOW.plus(SKEW).getEpochSecond();
        assertThat(verify(with("nbf", atSkew))).isInstanceOf(Accepted.class);
        assertThat(verify(with("nbf", atSkew + 1))).isEqualTo(rejected(Reason.NOT_YET_VALID));
    }

    @Test
    void verify_longLivedToken_isTooOldAfterFifteenMinutes() {
        var token = with("exp", NOW.plus(Duration.ofDays(1)).getEpochSecond());
        var end = NOW.plus(Duration.ofMinutes(15)).plus(SKEW);
        assertThat(verifyAt(end.minusMillis(1), token)).isInstanceOf(Accepted.class);
        assertThat(verifyAt(end, token)).isEqualTo(rejected(Reason.TOO_OLD));
    }

    @Test
    void verify_otherIssuer_rejects() {
        assertThat(verify(with("iss", "https://ISSUER.test/pool_1"))).isEqualTo(rejected(Reason.WRONG_ISSUER));
    }

    @Test
    void verify_idToken_rejectsAsWrongUse() {
        assertThat(verify(mint.id("ada", "client", "n"))).isEqualTo(rejected(Reason.WRONG_USE));
    }

    @Test
    void verify_otherClient_rejects() {
        assertThat(verify(mint.access("ada", "other"))).isEqualTo(rejected(Reason.WRONG_CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openid", "cloakroom/readx", "cloakroom/read aws.cognito.signin.user.admin"})
    void verify_wrongScope_rejects(String scope) {
        assertThat(verify(with("scope", scope))).isEqualTo(rejected(Reason.WRONG_SCOPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iat", "auth_time"})
    void verify_claimMissing_rejects(String name) {
        var claims = claims();
        claims.remove(name);
        assertThat(verify(signed(claims))).isEqualTo(rejected(Reason.MISSING_CLAIM));
    }

    @Test
    void verify_timesOfAnotherType_rejects() {
        assertThat(verify(with("exp", "9999999999"))).isEqualTo(rejected(Reason.MISSING_CLAIM));
        assertThat(verify(with("exp", 9999999999.5))).isEqualTo(rejected(Reason.MISSING_CLAIM));
        assertThat(verify(with("exp", Long.MAX_VALUE))).isEqualTo(rejected(Reason.MISSING_CLAIM));
        assertThat(verify(with("iat", -1))).isEqualTo(rejected(Reason.MISSING_CLAIM));
    }

    @Test
    void verify_memberRevokedAtSignIn_rejects() {
        revocations.revokeMember(new MemberId("ada"), NOW, NOW.plusSeconds(60));
        assertThat(verify(signed(claims()))).isEqualTo(rejected(Reason.REVOKED));
    }

    @Test
    void verify_originRevoked_rejects() {
        revocations.revokeOrigin("origin-ada", NOW.plusSeconds(60));
        assertThat(verify(signed(claims()))).isEqualTo(rejected(Reason.REVOKED));
    }

    @Test
    void verify_strangersSignature_rejects() {
        assertThat(verify(forged(claims()))).isEqualTo(rejected(Reason.BAD_SIGNATURE));
    }

    @Test
    void verify_claimsChanged_rejects() {
        var parts = signed(claims()).split("\\.", -1);
        var changed = claims();
        changed.put("sub", "eve");
        assertThat(verify(parts[0] + "." + encode(Json.writeText(changed)) + "." + parts[2]))
                .isEqualTo(rejected(Reason.BAD_SIGNATURE));
    }

    @Test
    void verify_unknownKey_rejects() {
        assertThat(verify(withHeader("{\"alg\":\"RS256\",\"kid\":\"../../etc\"}", claims())))
                .isEqualTo(rejected(Reason.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "PS256", "RS512", "ES256", "rs256", "EdDSA"})
    void verify_otherAlgorithm_rejects(String algorithm) {
        var header = Json.writeText(Json.members("alg", algorithm, "kid", TokenMint.KEY_ID));
        assertThat(verify(withHeader(header, claims()))).isEqualTo(rejected(Reason.BAD_ALGORITHM));
    }

    @Test
    void verify_hs256WithThePublicKey_rejects() throws Exception {
        var signedPart = encode("{\"alg\":\"HS256\",\"kid\":\"access-key\"}") + "." + encode(Json.writeText(claims()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TokenMint.publicKey().toRSAPublicKey().getEncoded(), "HmacSHA256"));
        var signature = mac.doFinal(signedPart.getBytes(StandardCharsets.US_ASCII));
        assertThat(verify(signedPart + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature)))
                .isEqualTo(rejected(Reason.BAD_ALGORITHM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"b64\":false",
                "\"zip\":\"DEF\"",
                "\"jwk\":{}",
                "\"jku\":\"https://evil.test/\"",
                "\"x5u\":\"https://evil.test/\"",
                "\"x5c\":[]",
                "\"typ\":\"dpop+jwt\"",
                "\"typ\":7",
                "\"alg\":\"RS256\"",
                "\"kid\":\"other\""
            })
    void verify_headerAsksForMore_rejectsAsMalformed(String member) {
        var header = "{\"alg\":\"RS256\",\"kid\":\"access-key\"," + member + "}";
        assertThat(verify(withHeader(header, claims()))).isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_typJwt_accepts() {
        var header = "{\"alg\":\"RS256\",\"kid\":\"access-key\",\"typ\":\"JWT\"}";
        assertThat(verify(withHeader(header, claims()))).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_duplicateClaim_rejectsAsMalformed() {
        var payload = Json.writeText(claims());
        assertThat(verify(withPayload(payload.replaceFirst("\\{", "{\"sub\":\"eve\","))))
                .isEqualTo(rejected(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "\"x\"", "{\"a\":\"\\ud800\"", "{'a':1}"})
    void verify_payloadNoObject_rejectsAsMalformed(String payload) {
        assertThat(verify(withPayload(payload))).isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_payloadNotUtf8_rejectsAsMalformed() {
        var parts = signed(claims()).split("\\.", -1);
        var bytes = "{\"sub\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        var payload = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(verify(parts[0] + "." + payload + "." + parts[2])).isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_deepPayload_rejectsAsMalformed() {
        assertThat(verify(withPayload("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}")))
                .isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_length_isLimitedOnBothSides() {
        var room = Jwt.CHARACTERS_MAX - with("pad", "").length();
        var atLimit = with("pad", "x".repeat(room * 3 / 4 - 2));
        assertThat(atLimit.length()).isBetween(Jwt.CHARACTERS_MAX - 8, Jwt.CHARACTERS_MAX);
        assertThat(verify(atLimit)).isInstanceOf(Accepted.class);
        assertThat(verify(with("pad", "x".repeat(room * 3 / 4 + 8)))).isEqualTo(rejected(Reason.MALFORMED));
        assertThat(verify("x".repeat(1 << 20))).isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_anyOtherSpelling_rejectsAsMalformed() {
        var token = signed(claims());
        var parts = token.split("\\.", -1);
        var jwe = token + ".a.b";
        for (var other : new String[] {
            token + "=",
            token + "\n",
            " " + token,
            token + ".",
            "." + token,
            jwe,
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + ".",
            parts[0] + ".." + parts[2],
            token.replace('.', ','),
            parts[0] + "\u00a0." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "+/." + parts[2]
        }) {
            assertThat(verify(other)).isEqualTo(rejected(Reason.MALFORMED));
        }
    }

    @Test
    void verify_spareBitsSet_rejectsAsMalformed() {
        var token = signed(claims());
        var last = token.charAt(token.length() - 1);
        // 256 bytes of signature leave four spare bits in the last character.
        var twin = token.substring(0, token.length() - 1) + (char) (last + 1);
        assertThat(Base64.getUrlDecoder().decode(twin.split("\\.", -1)[2]))
                .isEqualTo(Base64.getUrlDecoder().decode(token.split("\\.", -1)[2]));
        assertThat(verify(twin)).isEqualTo(rejected(Reason.MALFORMED));
    }

    @Test
    void verify_keysCannotBeHad_saysSoAndDoesNotReject() {
        KeySource down = _ -> {
            throw new UpstreamException.Unavailable("issuer's key set", null);
        };
        var tokens = new SignedTokens(CONFIG, down);
        var verifier = new TokenVerifier(CONFIG, tokens, _ -> true, revocations, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> verifier.verify(signed(claims()))).isInstanceOf(UpstreamException.Unavailable.class);
    }
}
