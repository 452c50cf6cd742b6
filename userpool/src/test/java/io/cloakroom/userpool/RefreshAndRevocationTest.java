package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.Browser.Page;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnauthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedOperationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedTokenTypeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** How long refresh tokens last, what rotation does, and what ends them before their time. */
class RefreshAndRevocationTest {
    private final PoolFixture pool = new PoolFixture();

    @AfterEach
    void close() {
        pool.close();
    }

    private UserPoolClientType rotating(int graceSeconds) {
        return pool.createClient(client -> client.refreshTokenRotation(
                rotation -> rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(graceSeconds)));
    }

    private static String text(JsonObject tokens, String name) {
        return tokens.text(name).orElseThrow();
    }

    private String refreshToken(UserPoolClientType client) {
        return text(pool.signInForTokens(client), "refresh_token");
    }

    private Page refresh(UserPoolClientType client, String token) {
        return pool.token(pool.refresh(client, token));
    }

    private String rotate(UserPoolClientType client, String token) {
        return text(pool.tokens(pool.refresh(client, token)), "refresh_token");
    }

    private void assertDead(UserPoolClientType client, String token) {
        var answer = refresh(client, token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void refresh_withoutRotation_givesTokensOfTheSameFamilyAndNoRefreshToken() {
        var first = pool.signInForTokens(pool.client);
        pool.clock.advance(Duration.ofHours(2));
        var second = pool.tokens(pool.refresh(pool.client, text(first, "refresh_token")));
        assertThat(second.names()).containsExactlyInAnyOrder("access_token", "id_token", "expires_in", "token_type");
        var before = PoolFixture.claims(text(first, "access_token"));
        var after = PoolFixture.claims(text(second, "access_token"));
        for (var same : new String[] {"sub", "origin_jti", "scope", "client_id"}) {
            assertThat(after.text(same)).isEqualTo(before.text(same));
        }
        assertThat(after.integer("auth_time")).isEqualTo(before.integer("auth_time"));
        assertThat(after.text("jti")).isNotEqualTo(before.text("jti"));
        assertThat(after.integer("iat")).hasValue(before.integer("iat").orElseThrow() + 7200);
    }

    @Test
    void refreshToken_atItsEnd_isDead() {
        var client = pool.createClient(change -> change.refreshTokenValidity(1));
        var token = refreshToken(client);
        pool.clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(refresh(client, token).status()).isEqualTo(200);
        pool.clock.advance(Duration.ofMillis(1));
        assertDead(client, token);
    }

    @Test
    void rotation_doesNotProlongTheFamily() {
        var client = pool.createClient(change ->
                change.refreshTokenValidity(1).refreshTokenRotation(rotation -> rotation.feature(FeatureType.ENABLED)));
        var token = refreshToken(client);
        pool.clock.advance(Duration.ofHours(23));
        var next = rotate(client, token);
        pool.clock.advance(Duration.ofHours(1));
        assertDead(client, next);
    }

    @Test
    void refreshToken_ofAnotherClient_isDeadForThisOne() {
        var other = pool.createClient(_ -> {});
        var token = refreshToken(pool.client);
        assertDead(other, token);
        assertThat(refresh(pool.client, token).status()).isEqualTo(200);
    }

    @Test
    void rotation_againWithinTheGrace_leadsToTheSameSuccessor() {
        var client = rotating(30);
        var first = refreshToken(client);
        var second = rotate(client, first);
        assertThat(second).isNotEqualTo(first);
        pool.clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(rotate(client, first)).isEqualTo(second);
    }

    @Test
    void rotation_oldTokenWithinTheGrace_leadsToTheNewestOfTheLine() {
        var client = rotating(30);
        var first = refreshToken(client);
        var third = rotate(client, rotate(client, first));
        assertThat(rotate(client, first)).isEqualTo(third);
    }

    @Test
    void rotation_againAfterTheGrace_revokesTheFamily() {
        var client = rotating(30);
        var tokens = pool.signInForTokens(client);
        var first = text(tokens, "refresh_token");
        var second = rotate(client, first);
        pool.clock.advance(Duration.ofSeconds(30));
        assertDead(client, first);
        assertDead(client, second);
        assertThat(pool.userInfo(text(tokens, "access_token")).body()).contains("Access token has been revoked");
    }

    @Test
    void rotation_withoutGrace_killsTheOldTokenAtOnce() {
        var client = rotating(0);
        var first = refreshToken(client);
        rotate(client, first);
        assertDead(client, first);
    }

    @Test
    void parallelRefreshes_withGrace_allGetTheOneSuccessor() throws Exception {
        var client = rotating(30);
        var token = refreshToken(client);
        Callable<String> refresh = () -> rotate(client, token);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(_ -> refresh).toList());
            var successors = new HashSet<String>();
            for (var answer : answers) successors.add(answer.get());
            assertThat(successors).hasSize(1);
            assertThat(refresh(client, successors.iterator().next()).status()).isEqualTo(200);
        }
    }

    @Test
    void parallelRefreshes_withoutGrace_exactlyOneWins() throws Exception {
        var client = rotating(0);
        var token = refreshToken(client);
        Callable<Integer> refresh = () -> refresh(client, token).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(_ -> refresh).toList());
            var good = 0;
            for (var answer : answers) good += answer.get() == 200 ? 1 : 0;
            assertThat(good).isEqualTo(1);
        }
    }

    private Page revoke(UserPoolClientType client, String token) {
        return pool.browser()
                .post(
                        "/oauth2/revoke",
                        Map.of("client_id", client.clientId(), "client_secret", client.clientSecret(), "token", token));
    }

    @Test
    void revoke_refreshToken_endsItsFamilyAndNoOther() {
        var one = pool.signInForTokens(pool.client);
        var other = pool.signInForTokens(pool.client);
        assertThat(revoke(pool.client, text(one, "refresh_token")).status()).isEqualTo(200);
        assertDead(pool.client, text(one, "refresh_token"));
        assertThat(pool.userInfo(text(one, "access_token")).status()).isEqualTo(401);
        assertThat(refresh(pool.client, text(other, "refresh_token")).status()).isEqualTo(200);
        assertThat(pool.userInfo(text(other, "access_token")).status()).isEqualTo(200);
    }

    @Test
    void revoke_rotatedOutToken_endsTheFamilyToo() {
        var client = rotating(30);
        var first = refreshToken(client);
        var second = rotate(client, first);
        assertThat(revoke(client, first).status()).isEqualTo(200);
        assertDead(client, second);
    }

    @Test
    void revoke_unknownToken_isAsGoodAsRevoked() {
        assertThat(revoke(pool.client, "unknown").status()).isEqualTo(200);
    }

    @Test
    void revoke_tokenOfAnotherClient_leavesItAlive() {
        var token = refreshToken(pool.client);
        assertThat(revoke(pool.createClient(_ -> {}), token).status()).isEqualTo(200);
        assertThat(refresh(pool.client, token).status()).isEqualTo(200);
    }

    @Test
    void revoke_accessToken_isUnsupported() {
        var answer = revoke(pool.client, text(pool.signInForTokens(pool.client), "access_token"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"unsupported_token_type\"}");
    }

    @Test
    void revoke_wrongSecretOrNoToken_isRefused() {
        var id = pool.client.clientId();
        var wrong =
                pool.browser().post("/oauth2/revoke", Map.of("client_id", id, "client_secret", "wrong", "token", "x"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        var none = pool.browser()
                .post("/oauth2/revoke", Map.of("client_id", id, "client_secret", pool.client.clientSecret()));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body()).isEqualTo("{\"error\":\"invalid_request\"}");
    }

    @Test
    void revokeToken_overTheApi_endsTheFamily() {
        var token = refreshToken(pool.client);
        pool.aws.revokeToken(revoke ->
                revoke.token(token).clientId(pool.client.clientId()).clientSecret(pool.client.clientSecret()));
        assertDead(pool.client, token);
    }

    @Test
    void revokeToken_wrongWays_areCognitosErrors() {
        var tokens = pool.signInForTokens(pool.client);
        assertThatThrownBy(() -> pool.aws.revokeToken(
                        revoke -> revoke.token(text(tokens, "refresh_token")).clientId(pool.client.clientId())))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> pool.aws.revokeToken(revoke -> revoke.token(text(tokens, "access_token"))
                        .clientId(pool.client.clientId())
                        .clientSecret(pool.client.clientSecret())))
                .isInstanceOf(UnsupportedTokenTypeException.class);
        var off = pool.createClient(client -> client.enableTokenRevocation(false));
        assertThatThrownBy(() -> pool.aws.revokeToken(
                        revoke -> revoke.token("x").clientId(off.clientId()).clientSecret(off.clientSecret())))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void globalSignOut_ofAUser_endsAllHerFamiliesAndLeavesTheBrowserSignedIn() {
        var browser = pool.browser();
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var one = pool.signInForTokens(pool.client);
        var other = pool.signInForTokens(pool.createClient(_ -> {}));
        pool.aws.adminUserGlobalSignOut(user -> user.userPoolId(pool.poolId).username(ADA));
        assertDead(pool.client, text(one, "refresh_token"));
        assertThat(pool.userInfo(text(one, "access_token")).status()).isEqualTo(401);
        assertThat(pool.userInfo(text(other, "access_token")).status()).isEqualTo(401);
        assertThat(pool.authorize(browser, pool.request(pool.client)).answered())
                .containsKey("code");
    }

    @Test
    void disabledUser_tokens_areDeadAndStayDead() {
        var tokens = pool.signInForTokens(pool.client);
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertDead(pool.client, text(tokens, "refresh_token"));
        assertThat(pool.userInfo(text(tokens, "access_token")).status()).isEqualTo(401);
        pool.aws.adminEnableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertDead(pool.client, text(tokens, "refresh_token"));
    }

    @Test
    void disabledUser_ofAClientWithoutRevocation_isRefusedToo() {
        var client = pool.createClient(change -> change.enableTokenRevocation(false));
        var tokens = pool.signInForTokens(client);
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertThat(pool.userInfo(text(tokens, "access_token")).body()).contains("User is disabled");
        assertDead(client, text(tokens, "refresh_token"));
    }

    @Test
    void deletedUser_tokens_areDead() {
        var tokens = pool.signInForTokens(pool.client);
        pool.aws.adminDeleteUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertDead(pool.client, text(tokens, "refresh_token"));
        assertThat(pool.userInfo(text(tokens, "access_token")).status()).isEqualTo(401);
    }

    @Test
    void userInfo_wrongTokens_areRefused() {
        var tokens = pool.signInForTokens(pool.client);
        var access = text(tokens, "access_token");
        var forged = access.substring(0, access.lastIndexOf('.') + 1) + "AAAA";
        for (var wrong : new String[] {text(tokens, "id_token"), "nonsense", forged, "a.b.c", "x".repeat(8193)}) {
            var answer = pool.userInfo(wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("Access token is not valid");
        }
        assertThat(pool.browser().get("/oauth2/userInfo").header("WWW-Authenticate"))
                .startsWith("Bearer error=");
    }

    @Test
    void userInfo_tokenAtItsEnd_isRefused() {
        var access = text(pool.signInForTokens(pool.client), "access_token");
        pool.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(pool.userInfo(access).status()).isEqualTo(200);
        pool.clock.advance(Duration.ofMillis(1));
        assertThat(pool.userInfo(access).body()).contains("Access token has expired");
    }

    @Test
    void userInfo_withoutOpenId_isRefused() {
        var request = pool.request(pool.client);
        request.put("scope", "cloakroom/read");
        var code = pool.signIn(pool.browser(), request, ADA, PASSWORD).code();
        var access = text(pool.tokens(pool.exchange(pool.client, code)), "access_token");
        assertThat(pool.userInfo(access).body()).contains("does not contain openid scope");
    }
}
