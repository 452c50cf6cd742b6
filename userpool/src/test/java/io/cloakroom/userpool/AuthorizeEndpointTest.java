package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.CALLBACK;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.oauth.PkcePolicy;
import io.cloakroom.userpool.store.Opaque;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the authorize endpoint lets in, tells the client, or shows to nobody but the visitor. */
class AuthorizeEndpointTest {
    private final PoolFixture pool = new PoolFixture();

    @AfterEach
    void close() {
        pool.close();
    }

    private Browser.Page authorize(Map<String, String> change) {
        var parameters = new LinkedHashMap<>(pool.request(pool.client));
        parameters.putAll(change);
        parameters.values().removeIf(String::isEmpty);
        return pool.authorize(pool.browser(), parameters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                CALLBACK + "/",
                CALLBACK + "?x=1",
                "HTTP://members.cloakroom.localhost:8081/session/callback",
                "http://members.cloakroom.localhost:8081/session/%63allback",
                "http://members.cloakroom.localhost:8081/session/../session/callback",
                ""
            })
    void redirectUri_notToTheLetter_isShownAndNeverFollowed(String redirectUri) {
        var answer = authorize(Map.of("redirect_uri", redirectUri));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("redirect_uri: not registered").doesNotContain("evil.example");
    }

    @Test
    void clientId_unknown_isShownAndNeverFollowed() {
        var answer = authorize(Map.of("client_id", "nobody"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Location")).isEmpty();
    }

    @Test
    void parameter_twice_isShownAndNeverFollowed() {
        var query = Browser.encode(pool.request(pool.client)) + "&redirect_uri=https%3A%2F%2Fevil.example%2F";
        assertThat(pool.browser().get("/oauth2/authorize?" + query).status()).isEqualTo(400);
    }

    @Test
    void client_withoutOAuthOrProvider_isShownAndNeverFollowed() {
        var plain = pool.createClient(client -> client.allowedOAuthFlowsUserPoolClient(false));
        var lonely = pool.createClient(client -> client.supportedIdentityProviders(List.of()));
        assertThat(authorize(Map.of("client_id", plain.clientId())).status()).isEqualTo(400);
        assertThat(authorize(Map.of("client_id", lonely.clientId())).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, 'code token', unsupported_response_type",
        "response_type, '', invalid_request",
        "scope, 'openid cloakroom/write', invalid_request",
        "scope, 'openid phone', invalid_request",
        "scope, 'email', invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, s256, invalid_request",
        "code_challenge_method, '', invalid_request",
        "prompt, consent, invalid_request",
        "identity_provider, Google, invalid_request"
    })
    void request_atFault_isToldToTheClientWithItsState(String name, String value, String error) {
        var answer = authorize(Map.of(name, value));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith(CALLBACK + "?");
        assertThat(answer.answered()).containsEntry("error", error).containsEntry("state", "state-of-the-client");
        assertThat(answer.answered()).doesNotContainKey("code");
    }

    @Test
    void scope_notAllowed_isToldInCognitosWords() {
        assertThat(authorize(Map.of("scope", "openid cloakroom/write")).answered())
                .containsEntry("error_description", "invalid_scope");
    }

    @Test
    void pkce_missingAltogether_isRefused() {
        var answer = authorize(Map.of("code_challenge", "", "code_challenge_method", ""));
        assertThat(answer.answered()).containsEntry("error", "invalid_request");
    }

    @Test
    void pkce_missingWhereOptional_works() {
        try (var lax = new PoolFixture(config -> config.withPkce(PkcePolicy.OPTIONAL))) {
            var request = lax.request(lax.client);
            request.remove("code_challenge");
            request.remove("code_challenge_method");
            var form = lax.exchange(
                    lax.client,
                    lax.signIn(lax.browser(), request, ADA, PASSWORD).code());
            form.remove("code_verifier");
            assertThat(lax.token(form).status()).isEqualTo(200);
        }
    }

    @Test
    void pkce_plainWhereOptional_isRefused() {
        try (var lax = new PoolFixture(config -> config.withPkce(PkcePolicy.OPTIONAL))) {
            var request = lax.request(lax.client);
            request.put("code_challenge_method", "plain");
            assertThat(lax.authorize(lax.browser(), request).answered()).containsEntry("error", "invalid_request");
        }
    }

    @Test
    void pkce_verifierForACodeWithoutChallenge_isRefused() {
        try (var lax = new PoolFixture(config -> config.withPkce(PkcePolicy.OPTIONAL))) {
            var request = lax.request(lax.client);
            request.remove("code_challenge");
            request.remove("code_challenge_method");
            var code = lax.signIn(lax.browser(), request, ADA, PASSWORD).code();
            assertThat(lax.token(lax.exchange(lax.client, code)).body()).contains("invalid_grant");
        }
    }

    @Test
    void scope_missing_meansAllOfTheClients() {
        var request = pool.request(pool.client);
        request.remove("scope");
        var code = pool.signIn(pool.browser(), request, ADA, PASSWORD).code();
        var access = pool.tokens(pool.exchange(pool.client, code))
                .text("access_token")
                .orElseThrow();
        assertThat(PoolFixture.claims(access).text("scope")).hasValue("openid email profile cloakroom/read");
    }

    @Test
    void scope_withoutOpenId_givesNoIdToken() {
        var request = pool.request(pool.client);
        request.put("scope", "cloakroom/read");
        var code = pool.signIn(pool.browser(), request, ADA, PASSWORD).code();
        assertThat(pool.tokens(pool.exchange(pool.client, code)).names())
                .containsExactlyInAnyOrder("access_token", "refresh_token", "expires_in", "token_type");
    }

    @Test
    void scope_openIdAlone_showsAllThatTheClientMayRead() {
        var request = pool.request(pool.client);
        request.put("scope", "openid");
        var code = pool.signIn(pool.browser(), request, ADA, PASSWORD).code();
        var id = pool.tokens(pool.exchange(pool.client, code)).text("id_token").orElseThrow();
        assertThat(PoolFixture.claims(id).names()).contains("email", "name");
    }

    @Test
    void promptLogin_whileSignedIn_asksAgainAndCountsAnew() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        pool.clock.advance(Duration.ofMinutes(10));
        var request = pool.request(pool.client);
        request.put("prompt", "login");
        var code = pool.signIn(browser, request, ADA, PASSWORD).code();
        var access = pool.tokens(pool.exchange(pool.client, code))
                .text("access_token")
                .orElseThrow();
        assertThat(PoolFixture.claims(access).integer("auth_time"))
                .hasValue(pool.clock.instant().getEpochSecond());
    }

    @Test
    void promptNone_notSignedIn_isToldToTheClient() {
        assertThat(authorize(Map.of("prompt", "none")).answered()).containsEntry("error", "login_required");
    }

    @Test
    void promptNone_signedIn_givesACode() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var request = pool.request(pool.client);
        request.put("prompt", "none");
        assertThat(pool.authorize(browser, request).answered()).containsKey("code");
    }

    @Test
    void stateAndNonce_atTheirLimitAndOver_areTakenAndRefused() {
        assertThat(authorize(Map.of("state", "s".repeat(2048))).location()).startsWith("/login?");
        assertThat(authorize(Map.of("state", "s".repeat(2049))).answered()).containsEntry("error", "invalid_request");
        assertThat(authorize(Map.of("nonce", "n".repeat(2049))).answered()).containsEntry("error", "invalid_request");
    }

    @Test
    void state_withEveryKindOfCharacter_comesBackAsItWas() {
        var state = "a b&c=d#é\"<>%20+";
        var request = pool.request(pool.client);
        request.put("state", state);
        assertThat(pool.signIn(pool.browser(), request, ADA, PASSWORD).answered())
                .containsEntry("state", state);
    }

    @Test
    void callback_withAQuery_keepsIt() {
        var client = pool.createClient(change -> change.callbackURLs(CALLBACK + "?tenant=1"));
        var request = pool.request(client);
        request.put("redirect_uri", CALLBACK + "?tenant=1");
        var end = pool.signIn(pool.browser(), request, ADA, PASSWORD);
        assertThat(end.location()).startsWith(CALLBACK + "?tenant=1&code=");
    }

    @Test
    void session_oneHourOld_isOver() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        pool.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith(CALLBACK);
        pool.clock.advance(Duration.ofMillis(1));
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }

    @Test
    void session_ofADisabledUser_isNone() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }

    @Test
    void session_twiceInOneHeader_isNone() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var name = "__Host-userpool-" + pool.poolId;
        var stranger = pool.browser();
        var answer = stranger.send(stranger.request("/oauth2/authorize?" + Browser.encode(pool.request(pool.client)))
                .header("Cookie", name + "=" + browser.cookies().get(name) + "; " + name + "=" + Opaque.random()));
        assertThat(answer.location()).startsWith("/login?");
    }

    @Test
    void session_ofOnePool_isNoneInAnother() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var other = pool.aws
                .createUserPool(create -> create.poolName("Other"))
                .userPool()
                .id();
        var client = pool.createClient(change -> change.userPoolId(other).allowedOAuthScopes("openid", "email"));
        var request = pool.request(client);
        request.put("scope", "openid email");
        browser.cookies()
                .put(
                        "__Host-userpool-" + other,
                        Objects.requireNonNull(browser.cookies().get("__Host-userpool-" + pool.poolId)));
        assertThat(pool.authorize(browser, request).location()).startsWith("/login?");
    }
}
