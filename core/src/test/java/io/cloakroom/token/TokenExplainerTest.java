package io.cloakroom.token;

import static io.cloakroom.token.TokenMint.forged;
import static io.cloakroom.token.TokenMint.signed;
import static io.cloakroom.token.TokenMint.withHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.token.TokenCheck.Finding;
import io.cloakroom.token.TokenCheck.Subject;
import io.cloakroom.token.TokenExplainer.Expected;
import io.cloakroom.token.Verdict.Accepted;
import io.cloakroom.token.Verdict.Rejected;
import io.cloakroom.upstream.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExplainerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final TokenConfig CONFIG = TokenConfig.usual(TokenMint.ISSUER);

    private final TokenMint mint = new TokenMint(NOW);

    private static TokenExplanation explain(String token) {
        return explainAt(NOW, token);
    }

    private static TokenExplanation explainAt(Instant now, String token) {
        var expected = Expected.byGateway(CONFIG, Set.of("client")::contains);
        return new TokenExplainer(expected, TokenMint.keys(), Clock.fixed(now, ZoneOffset.UTC)).explain(token);
    }

    private static Verdict gatewayAt(Instant now, String token) {
        return new TokenVerifier(
                        CONFIG,
                        new SignedTokens(CONFIG, TokenMint.keys()),
                        Set.of("client")::contains,
                        new FakeRevocationStore(),
                        Clock.fixed(now, ZoneOffset.UTC))
                .verify(token);
    }

    private static Finding finding(TokenExplanation explanation, Subject subject) {
        return explanation.checks().stream()
                .filter(check -> check.subject() == subject)
                .map(TokenCheck::finding)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Reason> firstFault(TokenExplanation explanation) {
        return explanation.checks().stream()
                .map(TokenCheck::finding)
                .flatMap(finding -> finding instanceof Finding.Fails(var reason)
                        ? Optional.of(reason).stream()
                        : Optional.<Reason>empty().stream())
                .findFirst();
    }

    private Map<String, Object> claims() {
        return mint.accessClaims("ada", "client");
    }

    private String with(String name, Object value) {
        var claims = claims();
        claims.put(name, value);
        return signed(claims);
    }

    /** The property that counts: whatever is done to a token, the gateway and the explanation agree, down to the reason. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void explain_thousandFaultyTokens_agreesWithTheGateway(long seed) {
        var faults = new FaultyTokens(mint, new Random(seed));
        var seen = new EnumMap<Reason, Integer>(Reason.class);
        var accepted = 0;
        for (var i = 0; i < 1000; i++) {
            var token = faults.next();
            var now = faults.nextInstant(NOW);
            var explanation = explainAt(now, token);
            switch (gatewayAt(now, token)) {
                case Accepted _ -> {
                    accepted++;
                    assertThat(explanation.holds()).isTrue();
                    assertThat(firstFault(explanation)).isEmpty();
                }
                case Rejected(var reason) -> {
                    seen.merge(reason, 1, Integer::sum);
                    assertThat(explanation.holds()).isFalse();
                    assertThat(firstFault(explanation)).contains(reason);
                }
            }
        }
        assertThat(accepted).isBetween(50, 800);
        // Revocation stands in no token, and a nonce in none of this kind.
        var others = EnumSet.complementOf(EnumSet.of(Reason.REVOKED, Reason.WRONG_NONCE));
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void explain_severalFaults_tellsAll() {
        var claims = claims();
        claims.put("iss", "https://other.test");
        claims.put("client_id", "stranger");
        claims.put("exp", NOW.minus(Duration.ofHours(1)).getEpochSecond());
        var explanation = explain(forged(claims));
        assertThat(finding(explanation, Subject.ALGORITHM)).isEqualTo(new Finding.Holds());
        assertThat(finding(explanation, Subject.SIGNATURE)).isEqualTo(new Finding.Fails(Reason.BAD_SIGNATURE));
        assertThat(finding(explanation, Subject.ISSUER)).isEqualTo(new Finding.Fails(Reason.WRONG_ISSUER));
        assertThat(finding(explanation, Subject.USE)).isEqualTo(new Finding.Holds());
        assertThat(finding(explanation, Subject.CLIENT)).isEqualTo(new Finding.Fails(Reason.WRONG_CLIENT));
        assertThat(finding(explanation, Subject.TIMES)).isEqualTo(new Finding.Fails(Reason.EXPIRED));
    }

    @Test
    void explain_malformed_looksAtNothingElse() {
        var explanation = explain("a.b.c.d.e");
        assertThat(explanation.flaw()).contains(Flaw.ENCRYPTED);
        assertThat(explanation.stated()).isEmpty();
        assertThat(explanation.checks().stream().skip(1).map(TokenCheck::finding))
                .containsOnly(new Finding.Skipped());
    }

    @Test
    void explain_otherAlgorithm_looksForNoKey() {
        var explanation = explain(withHeader("{\"alg\":\"ES256\",\"kid\":\"access-key\"}", claims()));
        assertThat(finding(explanation, Subject.ALGORITHM)).isEqualTo(new Finding.Fails(Reason.BAD_ALGORITHM));
        assertThat(finding(explanation, Subject.KEY)).isEqualTo(new Finding.Skipped());
        assertThat(finding(explanation, Subject.SIGNATURE)).isEqualTo(new Finding.Skipped());
    }

    @Test
    void explain_idToken_asksNoClientOfIt() {
        var explanation = explain(mint.id("ada", "client", "n"));
        assertThat(finding(explanation, Subject.USE)).isEqualTo(new Finding.Fails(Reason.WRONG_USE));
        assertThat(finding(explanation, Subject.CLIENT)).isEqualTo(new Finding.Skipped());
        assertThat(finding(explanation, Subject.SCOPE)).isEqualTo(new Finding.Skipped());
        assertThat(finding(explanation, Subject.TIMES)).isEqualTo(new Finding.Holds());
    }

    @Test
    void explain_partAsked_judgesThatAlone() {
        var signatureAlone =
                new Expected(CONFIG, _ -> false, _ -> false, EnumSet.range(Subject.FORM, Subject.SIGNATURE));
        var explainer = new TokenExplainer(signatureAlone, TokenMint.keys(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(explainer.explain(with("exp", 0)).holds()).isTrue();
        assertThat(explainer.explain(forged(claims())).holds()).isFalse();
    }

    @Test
    void explain_keysCannotBeHad_saysSoAndGoesOn() {
        KeySource down = _ -> {
            throw new UpstreamException.Unavailable("issuer's key set", null);
        };
        var expected = Expected.byGateway(CONFIG, _ -> true);
        var explanation =
                new TokenExplainer(expected, down, Clock.fixed(NOW, ZoneOffset.UTC)).explain(signed(claims()));
        assertThat(explanation.isUncertain()).isTrue();
        assertThat(explanation.holds()).isFalse();
        assertThat(finding(explanation, Subject.SIGNATURE)).isEqualTo(new Finding.Skipped());
        assertThat(finding(explanation, Subject.TIMES)).isEqualTo(new Finding.Holds());
    }

    @Test
    void flaw_ofEachForm_isNamed() {
        var token = signed(claims());
        var parts = token.split("\\.", -1);
        assertThat(flaw("")).isEqualTo(Flaw.NOTHING_THERE);
        assertThat(flaw("x".repeat(Jwt.CHARACTERS_MAX + 1))).isEqualTo(Flaw.TOO_LONG);
        assertThat(flaw("Bearer " + token)).isEqualTo(Flaw.STRAY_CHARACTERS);
        assertThat(flaw(token + ".a.b")).isEqualTo(Flaw.ENCRYPTED);
        assertThat(flaw(parts[0] + "." + parts[1])).isEqualTo(Flaw.NOT_THREE_PARTS);
        assertThat(flaw(parts[0] + "." + parts[1] + ".")).isEqualTo(Flaw.UNSIGNED);
        assertThat(flaw("a." + parts[1] + "." + parts[2])).isEqualTo(Flaw.ENCODING);
        assertThat(flaw(withHeader("[]", claims()))).isEqualTo(Flaw.HEADER_NO_OBJECT);
        assertThat(flaw(TokenMint.withPayload("[]"))).isEqualTo(Flaw.CLAIMS_NO_OBJECT);
        assertThat(flaw(withHeader("{\"kid\":\"k\"}", claims()))).isEqualTo(Flaw.NO_ALGORITHM);
        assertThat(flaw(withHeader("{\"alg\":\"RS256\"}", claims()))).isEqualTo(Flaw.NO_KEY_ID);
        assertThat(flaw(withHeader("{\"alg\":\"RS256\",\"kid\":\"k\",\"jku\":\"https://evil.test\"}", claims())))
                .isEqualTo(Flaw.HEADER_ASKS_FOR_MORE);
    }

    private static Flaw flaw(String token) {
        return explain(token).flaw().orElseThrow();
    }

    @Test
    void stated_sub_isShortened() {
        var sub = "3b9c51fe-0a55-4b7e-9a43-6f8f1f5f0d11";
        var stated = explain(mint.access(sub, "client")).stated().orElseThrow();
        assertThat(stated.subject()).contains("3b9c51fe");
        assertThat(explain(mint.access("eve1", "client")).stated().orElseThrow().subject())
                .contains("ev");
        assertThat(stated.toString()).doesNotContain("3b9c");
    }

    @Test
    void keySet_ofOtherAlgorithms_holdsNoUsableKey() {
        var ec = Json.write(Json.members(
                "keys",
                List.of(Json.members(
                        "kty", "EC",
                        "kid", "access-key",
                        "crv", "P-256",
                        "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                        "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))));
        assertThat(KeySet.parse(ec).orElseThrow().size()).isZero();
        assertThat(KeySet.parse("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(KeySet.parse(new byte[] {(byte) 0xff})).isEmpty();
    }
}
