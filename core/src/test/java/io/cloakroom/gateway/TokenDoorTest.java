package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.token.TokenMint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a bearer route says to a wrong token, and what the operator's counters say. */
class TokenDoorTest {
    private static final String PATH = "/v1/me/collections/contact-details";

    private final House house = new House();

    @BeforeEach
    void fill() {
        house.write("ada", "contact-details", "self", Map.of("phone", "+49 30 1234"));
    }

    private static Map<String, Object> claims() {
        return new TokenMint(House.NOON).accessClaims("ada", "client");
    }

    private static String with(String name, Object value) {
        var claims = claims();
        claims.put(name, value);
        return TokenMint.signed(claims);
    }

    private static String header(String name, Object value) {
        var header = Json.members("kid", TokenMint.KEY_ID, "alg", "RS256");
        header.put(name, value);
        return TokenMint.withHeader(Json.writeText(header), claims());
    }

    private static Arguments refused(String what, String token, String reason) {
        return Arguments.of(what, token, reason);
    }

    static Stream<Arguments> wrongTokens() {
        var good = TokenMint.signed(claims());
        var seconds = House.NOON.getEpochSecond();
        return Stream.of(
                refused("an ID token", new TokenMint(House.NOON).id("ada", "client", "n"), "wrong-use"),
                refused("of another client", with("client_id", "strangers"), "wrong-client"),
                refused("of another pool", with("iss", TokenMint.ISSUER + "x"), "wrong-issuer"),
                refused("tampered with", good.substring(0, good.length() - 9) + "AAAAAAAAA", "bad-signature"),
                refused("forged", TokenMint.forged(claims()), "bad-signature"),
                refused("expired", with("exp", seconds - 31), "expired"),
                refused("not yet valid", with("nbf", seconds + 31), "not-yet-valid"),
                refused("older than 15 minutes", with("iat", seconds - 931), "too-old"),
                refused("alg none", header("alg", "none"), "bad-algorithm"),
                refused("alg HS256", header("alg", "HS256"), "bad-algorithm"),
                refused("with a key of its own", header("jwk", Map.of("kty", "RSA")), "malformed"),
                refused("with an address of a key", header("jku", "https://evil.example/jwks"), "malformed"),
                refused("with an address of a certificate", header("x5u", "https://evil.example"), "malformed"),
                refused("with crit", header("crit", List.of("exp")), "malformed"),
                refused("with b64", header("b64", false), "malformed"),
                refused("encrypted", "a.b.c.d.e", "malformed"),
                refused("of an unknown key", header("kid", "../../keys"), "unknown-key"),
                refused("with a claim twice", TokenMint.withPayload("{\"sub\":\"a\",\"sub\":\"ada\"}"), "malformed"),
                refused("deep", TokenMint.withPayload("{\"a\":".repeat(50) + "1" + "}".repeat(50)), "malformed"),
                refused("a megabyte", "a".repeat(1 << 20), "malformed"),
                refused("nothing", "x", "malformed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void token_wrong_isRefusedInTheSameWordsAndCountedByReason(String what, String token, String reason) {
        var answer = house.bearer(PATH, token);

        assertUnauthorized(answer);
        assertThat(answer.headers().only("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(house.tallied).as(what).containsExactly("unauthorized " + reason);
    }

    @Test
    void token_revoked_isRefused() {
        house.revocations.revokeOrigin("origin-ada", House.NOON.plus(Duration.ofHours(1)));

        assertUnauthorized(house.bearer(PATH, TokenMint.signed(claims())));
        assertThat(house.tallied).containsExactly("unauthorized revoked");
    }

    @Test
    void token_ofAnotherUse_isForbiddenAndSaysWhichScope() {
        var answer = house.bearer(PATH, with("scope", "openid"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(House.text(answer)).contains("\"code\":\"delivery-not-allowed\"", "\"message\":\"Forbidden\"");
        assertThat(answer.headers().only("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_scope\", scope=\"cloakroom/read\"");
        assertThat(house.tallied).containsExactly("delivery-not-allowed wrong-scope");
    }

    @Test
    void token_ofStaff_opensNothing() {
        var answer = house.bearer(PATH, with("cognito:groups", List.of("readers", "staff")));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(house.tallied).containsExactly("delivery-not-allowed staff");
    }

    static Stream<Function<String, List<Headers.Line>>> wrongHeaders() {
        return Stream.of(
                _ -> List.of(),
                token -> List.of(new Headers.Line("Authorization", token)),
                token -> List.of(new Headers.Line("Authorization", "Basic " + token)),
                token -> List.of(new Headers.Line("Authorization", "Bearer " + token + " " + token)),
                token -> List.of(
                        new Headers.Line("Authorization", "Bearer " + token),
                        new Headers.Line("Authorization", "Bearer " + token)),
                token -> List.of(new Headers.Line("X-Authorization", "Bearer " + token)),
                token -> List.of(new Headers.Line("Cookie", "access_token=" + token)));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void token_anywhereElse_isNone(Function<String, List<Headers.Line>> headers) {
        var answer = send(PATH, "", headers.apply(TokenMint.signed(claims())));

        assertUnauthorized(answer);
        assertThat(answer.headers().only("WWW-Authenticate")).contains("Bearer");
        assertThat(house.tallied).containsExactly("unauthorized no-token");
    }

    @Test
    void token_inTheQuery_isABadRequestEvenBesideAGoodOne() {
        var token = TokenMint.signed(claims());
        var lines = List.of(new Headers.Line("Authorization", "Bearer " + token));

        assertThat(send(PATH, "access_token=" + token, lines).status()).isEqualTo(400);
        assertThat(send(PATH, "a=1&a=2&access_token=" + token, lines).status()).isEqualTo(400);
        assertThat(house.tallied).containsOnly("bad-request token-in-query");
    }

    @Test
    void problem_anyOfThem_namesNoReasonAndEchoesNothing() {
        var answer = House.text(house.bearer(PATH, with("iss", "https://echo.example")));

        assertThat(answer).doesNotContain("issuer", "echo.example", "Exception");
    }

    @Test
    void cors_onEveryRefusal_letsTheSitesPageReadIt() {
        var answer = send(PATH, "", List.of(new Headers.Line("Origin", House.SITE)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().only("Access-Control-Allow-Origin")).contains(House.SITE);
        assertThat(answer.headers().only("Access-Control-Expose-Headers"))
                .contains("ETag, Retry-After, WWW-Authenticate");
        assertThat(answer.headers().has("Access-Control-Allow-Credentials")).isFalse();
    }

    private static void assertUnauthorized(Response answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().only("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
        // API Gateway's HTTP APIs say no more than this member.
        assertThat(House.text(answer)).contains("\"code\":\"unauthorized\"", "\"message\":\"Unauthorized\"");
    }

    private Response send(String path, String query, List<Headers.Line> lines) {
        return house.send(new Request(
                "request-id", "GET", path, query, new Headers(new ArrayList<>(lines)), Body.EMPTY, "127.0.0.1"));
    }
}
