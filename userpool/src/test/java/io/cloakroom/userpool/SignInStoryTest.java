package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloakroom.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of one sign-in, from the client's redirect to verified tokens. */
class SignInStoryTest {
    private final PoolFixture pool = new PoolFixture();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void signIn_rightPassword_endsAtTheClientWithCodeAndState() {
        var end = pool.signIn(pool.browser(), pool.request(pool.client), ADA, PASSWORD);
        assertThat(end.status()).isEqualTo(302);
        assertThat(end.location()).startsWith(PoolFixture.CALLBACK + "?");
        assertThat(end.answered()).containsEntry("state", "state-of-the-client").containsKey("code");
    }

    @Test
    void tokens_ofASignIn_sayWhatCognitoSays() throws Exception {
        var tokens = pool.signInForTokens(pool.client);
        assertThat(tokens.names())
                .containsExactlyInAnyOrder("access_token", "id_token", "refresh_token", "expires_in", "token_type");
        assertThat(tokens.integer("expires_in")).hasValue(3600);
        var access = verified(tokens, "access_token");
        assertThat(access.getIssuer()).isEqualTo(pool.server.url() + "/" + pool.poolId);
        assertThat(access.getAudience()).isEmpty();
        assertThat(access.getStringClaim("token_use")).isEqualTo("access");
        assertThat(access.getStringClaim("scope")).isEqualTo("openid email cloakroom/read");
        assertThat(access.getStringClaim("client_id")).isEqualTo(pool.client.clientId());
        assertThat(access.getStringClaim("username")).isEqualTo(access.getSubject());
        assertThat(access.getLongClaim("version")).isEqualTo(2);
        assertThat(access.getLongClaim("auth_time")).isEqualTo(START.getEpochSecond());
        assertThat(access.getExpirationTime()).isEqualTo(Date.from(START.plus(Duration.ofHours(1))));
        assertThat(access.getClaims()).doesNotContainKeys("email", "nonce", "cognito:groups");
        var id = verified(tokens, "id_token");
        assertThat(id.getAudience()).containsExactly(pool.client.clientId());
        assertThat(id.getStringClaim("token_use")).isEqualTo("id");
        assertThat(id.getStringClaim("nonce")).isEqualTo("nonce-of-the-client");
        assertThat(id.getStringClaim("email")).isEqualTo(ADA);
        assertThat(id.getBooleanClaim("email_verified")).isTrue();
        assertThat(id.getStringClaim("cognito:username")).isEqualTo(id.getSubject());
        assertThat(id.getStringClaim("origin_jti")).isEqualTo(access.getStringClaim("origin_jti"));
        assertThat(id.getJWTID()).isNotEqualTo(access.getJWTID());
        // The scope email narrows the ID token to what it names.
        assertThat(id.getClaims()).doesNotContainKey("name");
    }

    @Test
    void tokens_ofOneSignIn_areSignedWithDifferentKeysAndUntyped() throws Exception {
        var tokens = pool.signInForTokens(pool.client);
        var access = SignedJWT.parse(tokens.text("access_token").orElseThrow()).getHeader();
        var id = SignedJWT.parse(tokens.text("id_token").orElseThrow()).getHeader();
        assertThat(access.getKeyID()).isNotEqualTo(id.getKeyID());
        assertThat(List.of(access.toJSONObject(), id.toJSONObject()))
                .allSatisfy(header ->
                        assertThat(header).containsOnlyKeys("kid", "alg").containsEntry("alg", "RS256"));
    }

    @Test
    void discovery_ofAPool_namesItsOwnAddresses() {
        var document = PoolFixture.json(pool.browser()
                .get("/" + pool.poolId + "/.well-known/openid-configuration")
                .body());
        assertThat(document.text("issuer")).hasValue(pool.server.url() + "/" + pool.poolId);
        assertThat(document.text("token_endpoint")).hasValue(pool.server.url() + "/oauth2/token");
        assertThat(document.texts("code_challenge_methods_supported")).hasValue(List.of("S256"));
        assertThat(document.text("jwks_uri"))
                .hasValue(pool.server.url() + "/" + pool.poolId + "/.well-known/jwks.json");
    }

    @Test
    void secondClient_whileSignedIn_getsACodeWithoutAsking() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var second = pool.createClient(client -> client.clientName("Other"));
        var answer = pool.authorize(browser, pool.request(second));
        assertThat(answer.location()).startsWith(PoolFixture.CALLBACK);
        assertThat(answer.answered()).containsKey("code");
    }

    @Test
    void silentSignIn_laterTokens_keepTheTimeOfThePassword() throws Exception {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        pool.clock.advance(Duration.ofMinutes(30));
        var code = pool.authorize(browser, pool.request(pool.client)).code();
        var access = verified(pool.tokens(pool.exchange(pool.client, code)), "access_token");
        assertThat(access.getLongClaim("auth_time")).isEqualTo(START.getEpochSecond());
        assertThat(access.getIssueTime()).isEqualTo(Date.from(START.plus(Duration.ofMinutes(30))));
    }

    private JWTClaimsSet verified(JsonObject tokens, String name) throws Exception {
        var jwt = SignedJWT.parse(tokens.text(name).orElseThrow());
        var keys = JWKSet.parse(
                pool.browser().get("/" + pool.poolId + "/.well-known/jwks.json").body());
        assertThat(keys.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    @Test
    void userInfo_accessTokenWithOpenId_tellsTheUser() {
        var tokens = pool.signInForTokens(pool.client);
        var answer = pool.userInfo(tokens.text("access_token").orElseThrow());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(PoolFixture.json(answer.body()).text("email")).hasValue(ADA);
        assertThat(PoolFixture.json(answer.body()).text("email_verified")).hasValue("true");
    }

    @Test
    void tokenEndpoint_basicAuthentication_works() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        var credentials = form.remove("client_id") + ":" + form.remove("client_secret");
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        var browser = pool.browser();
        var answer = browser.send(browser.request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(Browser.encode(form))));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void logout_registeredAddress_endsTheBrowsersSession() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var before = Map.copyOf(browser.cookies());
        var out = browser.get("/logout?"
                + Browser.encode(Map.of("client_id", pool.client.clientId(), "logout_uri", PoolFixture.SIGNED_OUT)));
        assertThat(out.status()).isEqualTo(302);
        assertThat(out.location()).isEqualTo(PoolFixture.SIGNED_OUT);
        // The id is dead at the pool too, not only forgotten by the browser.
        browser.cookies().putAll(before);
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }
}
