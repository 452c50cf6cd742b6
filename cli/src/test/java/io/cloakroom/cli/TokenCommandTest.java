package io.cloakroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.token.FaultyTokens;
import io.cloakroom.token.TokenMint;
import io.cloakroom.upstream.HttpUpstream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    private static final String NOW = "2026-11-23T12:00:00Z";
    private static final String SUB = "3b9c51fe-0a55-4b7e-9a43-6f8f1f5f0d11";

    @TempDir
    private Path folder;

    private final InputStream standardInput = System.in;
    private final TokenMint mint = new TokenMint(Instant.parse(NOW));
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path jwks = Path.of("unset");

    @BeforeEach
    void writeKeySet() throws IOException {
        jwks = folder.resolve("jwks.json");
        Files.writeString(jwks, TokenMint.jwks());
    }

    @AfterEach
    void giveInputBack() {
        System.setIn(standardInput);
    }

    private int explain(String token, String... options) {
        out = new StringWriter();
        err = new StringWriter();
        System.setIn(new ByteArrayInputStream(token.getBytes(StandardCharsets.UTF_8)));
        var arguments = new ArrayList<>(List.of("token", "explain"));
        arguments.addAll(List.of(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private int explainFully(String token, String... more) {
        var options = new ArrayList<>(
                List.of("--jwks", jwks.toString(), "--issuer", TokenMint.ISSUER, "--client", "client", "--at", NOW));
        options.addAll(List.of(more));
        return explain(token, options.toArray(String[]::new));
    }

    private String with(String name, Object value) {
        var claims = mint.accessClaims(SUB, "client");
        claims.put(name, value);
        return TokenMint.signed(claims);
    }

    private JsonObject json() {
        var bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        return ((Json.Reading.Read) Json.read(bytes)).object();
    }

    @Test
    void explain_goodToken_tellsEveryCheckAndExitsWith0() {
        assertThat(explainFully(mint.access(SUB, "client") + "\n", "--scope", "cloakroom/read"))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "form", "algorithm", "key", "signature", "issuer", "use", "client", "scope", "member", "times")
                .contains("Every check holds.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void explain_lineEndAsOnWindows_belongsToNoToken() {
        assertThat(explainFully(mint.access(SUB, "client") + "\r\n")).isZero();
        assertThat(explainFully(mint.access(SUB, "client"))).isZero();
        assertThat(explainFully(mint.access(SUB, "client") + "\n\n")).isEqualTo(1);
    }

    @Test
    void explain_idToken_saysWhatToSendInstead() {
        assertThat(explainFully(mint.id(SUB, "client", "n"))).isEqualTo(1);
        assertThat(out.toString()).contains("This is an ID token: send the access token.", "skipped");
    }

    @Test
    void explain_severalFaults_tellsAllOfThem() {
        var claims = mint.accessClaims(SUB, "stranger");
        claims.put("iss", "https://other.test");
        claims.put("exp", 1_000_000_000);
        assertThat(explainFully(TokenMint.signed(claims))).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "https://other.test", "stranger, not client", "expired", "3 checks fail", "made with that key");
    }

    @Test
    void explain_signatureOnly_judgesNothingElse() {
        assertThat(explain(with("exp", 5), "--jwks", jwks.toString(), "--signature-only"))
                .isZero();
        assertThat(out.toString()).doesNotContain("times");
        assertThat(explain("x" + with("exp", 5), "--jwks", jwks.toString(), "--signature-only"))
                .isEqualTo(1);
    }

    @Test
    void explain_issuerAndClientNotAsked_onlyHaveToBeThere() {
        assertThat(explain(mint.access(SUB, "any"), "--jwks", jwks.toString(), "--at", NOW))
                .isZero();
        assertThat(explain(with("client_id", ""), "--jwks", jwks.toString(), "--at", NOW))
                .isEqualTo(1);
        assertThat(explain(with("iss", ""), "--jwks", jwks.toString(), "--at", NOW))
                .isEqualTo(1);
    }

    @Test
    void explain_scope_isJudgedWhereItIsAskedFor() {
        var token = with("scope", "openid");
        assertThat(explainFully(token)).isZero();
        assertThat(explainFully(token, "--scope", "openid")).isZero();
        assertThat(explainFully(token, "--scope", "cloakroom/read")).isEqualTo(1);
        assertThat(explainFully(with("scope", "openid aws.cognito.signin.user.admin"), "--scope", "openid"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("attributes and factors");
        assertThat(explainFully(with("scope", "aws.cognito.signin.user.admin"))).isZero();
        assertThat(out.toString()).contains("not asked", "attributes and factors");
    }

    @Test
    void explain_at_movesTheClock() {
        var token = mint.access(SUB, "client");
        assertThat(explain(token, "--jwks", jwks.toString(), "--at", "2026-11-23T12:05:29Z"))
                .isZero();
        assertThat(explain(token, "--jwks", jwks.toString(), "--at", "2026-11-23T12:05:30Z"))
                .isEqualTo(1);
        assertThat(explain(token, "--jwks", jwks.toString(), "--at", "2026-11-23T11:59:30Z"))
                .isZero();
        assertThat(explain(token, "--jwks", jwks.toString(), "--at", "2026-11-23T11:59:29Z"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("clock");
    }

    @Test
    void explain_json_isOneObjectWithReasons() {
        assertThat(explainFully(mint.access(SUB, "other"), "--json")).isEqualTo(1);
        assertThat(json().flag("holds")).contains(false);
        var client = json().objects("checks").orElseThrow().stream()
                .filter(check -> check.text("check").equals(Optional.of("client")))
                .findFirst()
                .orElseThrow();
        assertThat(client.text("verdict")).contains("fails");
        assertThat(client.text("reason")).contains("wrong-client");
    }

    @Test
    void explain_hostileClaims_cannotSpeakToTheTerminal() {
        var claims = mint.accessClaims(SUB, "c\u001b]0;x\u0007\u009b31m\u202e\u0430");
        claims.put("iss", "https://evil.test/\r\n\u001b[2J" + "x".repeat(5000));
        explainFully(TokenMint.signed(claims));
        assertThat(out.toString().chars())
                .allMatch(c -> c == '\n' || "\u2713\u2717\u00b7".indexOf(c) >= 0 || (c >= ' ' && c <= '~'));
        assertThat(out.toString())
                .contains("c\\u001b]0;x\\u0007\\u009b31m\\u202e\\u0430")
                .hasSizeLessThan(3000);
    }

    @Test
    void explain_anyToken_printsNothingOfTokenOrPerson() {
        var faults = new FaultyTokens(mint, new Random(7));
        for (var i = 0; i < 250; i++) {
            var token = i % 5 == 0 ? mint.id(SUB, "client", "n") : i % 5 == 1 ? mint.access(SUB, "c") : faults.next();
            assertThat(explainFully(token, i % 2 == 0 ? "--json" : "--scope=x")).isBetween(0, 1);
            var printed = out.toString() + err;
            for (var at = 0; at + 24 <= token.length(); at += 8) {
                assertThat(printed).doesNotContain(token.substring(at, at + 24));
            }
            assertThat(printed).doesNotContain(SUB.substring(0, 9), "@example.test", "origin-", "jti-");
        }
    }

    @Test
    void explain_endlessInput_isReadWithinLimits() {
        assertThat(explainFully("a".repeat(3 << 20))).isEqualTo(1);
        assertThat(out.toString()).contains("more than 8,192 characters");
        assertThat(explainFully("")).isEqualTo(1);
        assertThat(out.toString()).contains("nothing came");
        assertThat(explainFully("Bearer " + mint.access(SUB, "client"))).isEqualTo(1);
        assertThat(out.toString()).contains("no \"Bearer\"");
    }

    @Test
    void explain_keysOfAnotherAlgorithm_refusesAsTheGatewayDoes() throws IOException {
        Files.writeString(
                jwks,
                "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"access-key\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}");
        assertThat(explainFully(mint.access(SUB, "client"))).isEqualTo(1);
        assertThat(out.toString()).contains("no usable key named access-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "{\"keys\":7}", "not json"})
    void explain_noKeySet_isUsage(String text) throws IOException {
        Files.writeString(jwks, text);
        assertThat(explainFully(mint.access(SUB, "client"))).isEqualTo(2);
        assertThat(err.toString()).contains("holds no key set").doesNotContain("at io.cloakroom");
    }

    @Test
    void explain_keySetTooLongOrTooDeep_isUsage() throws IOException {
        Files.writeString(jwks, "{\"keys\":" + "[".repeat(200_000));
        assertThat(explainFully("x")).isEqualTo(2);
        Files.writeString(jwks, " ".repeat((1 << 20) + 1));
        assertThat(explainFully("x")).isEqualTo(2);
        assertThat(err.toString()).contains("longer than 1 MiB");
    }

    @Test
    void explain_wrongOptions_areUsage() {
        assertThat(explain("x")).isEqualTo(2);
        assertThat(err.toString()).contains("one of --jwks and --issuer");
        assertThat(explain("x", "--issuer", "http://pool.test")).isEqualTo(2);
        assertThat(explain("x", "--issuer", "https://pool.test/")).isEqualTo(2);
        assertThat(explain("x", "--jwks", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(explain("x", "--jwks", folder.toString())).isEqualTo(2);
        assertThat(explain("x", "--jwks", jwks.toString(), "--at", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("at io.cloakroom");
    }

    @Test
    void explain_issuer_fetchesItsKeys() throws IOException {
        withIssuer(200, TokenMint.jwks(), issuer -> {
            assertThat(explain(with("iss", issuer), "--issuer", issuer, "--at", NOW))
                    .isZero();
            assertThat(explain(mint.access(SUB, "client"), "--issuer", issuer, "--at", NOW))
                    .isEqualTo(1);
        });
    }

    @Test
    void explain_issuersKeysCannotBeHad_exitsWith3() throws IOException {
        withIssuer(500, "", issuer -> {
            assertThat(explain(with("iss", issuer), "--issuer", issuer, "--at", NOW))
                    .isEqualTo(3);
            assertThat(out.toString()).contains("did not answer", "skipped", "It cannot be told");
            assertThat(explain("no token", "--issuer", issuer)).isEqualTo(1);
        });
        withIssuer(
                200,
                "{}",
                issuer -> assertThat(explain(with("iss", issuer), "--issuer", issuer, "--at", NOW))
                        .isEqualTo(3));
        assertThat(explain(with("iss", "x"), "--issuer", "http://127.0.0.1:1", "--at", NOW))
                .isEqualTo(3);
        assertThat(out.toString()).contains("nothing takes connections there");
    }

    @FunctionalInterface
    private interface OnIssuer {
        void run(String issuer);
    }

    private static void withIssuer(int status, String keySet, OnIssuer work) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            var body = keySet.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var issuer = "http://pool.cognito.localhost:" + server.getAddress().getPort();
            // The first request of a JVM takes long, and the command waits as briefly as the gateway does.
            new HttpUpstream("issuer", Duration.ofMinutes(1), 1 << 20)
                    .send(HttpRequest.newBuilder(URI.create(issuer)).build());
            work.run(issuer);
        } finally {
            server.stop(0);
        }
    }
}
