package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.Browser.Page;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes become tokens once, for their own client, in time, and for whoever holds the verifier. */
class TokenEndpointTest {
    private final PoolFixture pool = new PoolFixture();

    @AfterEach
    void close() {
        pool.close();
    }

    private static void assertError(Page answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void code_usedTwice_isRefusedAndRevokesWhatItGave() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        var tokens = pool.tokens(form);
        assertError(pool.token(form), "invalid_grant");
        assertError(
                pool.token(
                        pool.refresh(pool.client, tokens.text("refresh_token").orElseThrow())),
                "invalid_grant");
        assertThat(pool.userInfo(tokens.text("access_token").orElseThrow()).body())
                .contains("Access token has been revoked");
    }

    @Test
    void code_usedByManyAtOnce_isExchangedOnceAndThenRevoked() throws Exception {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        Callable<Page> exchange = () -> pool.token(form);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(_ -> exchange).toList());
            var good = 0;
            var refresh = "";
            for (var answer : answers) {
                if (answer.get().status() != 200) continue;
                good++;
                refresh = PoolFixture.json(answer.get().body())
                        .text("refresh_token")
                        .orElseThrow();
            }
            assertThat(good).isEqualTo(1);
            assertError(pool.token(pool.refresh(pool.client, refresh)), "invalid_grant");
        }
    }

    @Test
    void code_lastInstantOfFiveMinutes_works() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        pool.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(pool.token(form).status()).isEqualTo(200);
    }

    @Test
    void code_afterFiveMinutes_isRefused() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        pool.clock.advance(Duration.ofMinutes(5));
        assertError(pool.token(form), "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code, unknown, invalid_grant",
        "code, '', invalid_request",
        "redirect_uri, https://members.example.com/, invalid_grant",
        "redirect_uri, '', invalid_request",
        "code_verifier, verifier-verifier-verifier-verifier-verifier-1, invalid_grant",
        "code_verifier, '', invalid_grant",
        "client_secret, wrong, invalid_client",
        "client_secret, '', invalid_client",
        "client_id, nobody, invalid_client",
        "client_id, '', invalid_request",
        "grant_type, client_credentials, unauthorized_client",
        "grant_type, password, unsupported_grant_type",
        "grant_type, '', invalid_request"
    })
    void exchange_oneThingWrong_isRefused(String name, String value, String error) {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        form.put(name, value);
        form.values().removeIf(String::isEmpty);
        assertError(pool.token(form), error);
    }

    @Test
    void code_presentedWrongByItsClient_isSpent() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        var verifier = form.put("code_verifier", "x".repeat(43));
        assertError(pool.token(form), "invalid_grant");
        form.put("code_verifier", Objects.requireNonNull(verifier));
        assertError(pool.token(form), "invalid_grant");
    }

    @Test
    void code_presentedByAnotherClient_isRefusedAndStaysGood() {
        var other = pool.createClient(_ -> {});
        var code = pool.code(pool.client);
        assertError(pool.token(pool.exchange(other, code)), "invalid_grant");
        assertThat(pool.token(pool.exchange(pool.client, code)).status()).isEqualTo(200);
    }

    @Test
    void code_ofAUserDisabledMeanwhile_isRefused() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertError(pool.token(form), "invalid_grant");
    }

    @Test
    void code_ofAUserDeletedMeanwhile_isRefused() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        pool.aws.adminDeleteUser(user -> user.userPoolId(pool.poolId).username(ADA));
        assertError(pool.token(form), "invalid_grant");
    }

    @Test
    void publicClient_withItsIdAlone_works() {
        var spa = pool.createClient(client -> client.generateSecret(false));
        assertThat(pool.token(pool.exchange(spa, pool.code(spa))).status()).isEqualTo(200);
    }

    @Test
    void publicClient_showingASecret_isRefused() {
        var spa = pool.createClient(client -> client.generateSecret(false));
        var form = pool.exchange(spa, pool.code(spa));
        form.put("client_secret", "made-up");
        assertError(pool.token(form), "invalid_client");
    }

    @Test
    void client_withoutOAuth_isUnauthorized() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        pool.aws.updateUserPoolClient(client -> client.userPoolId(pool.poolId).clientId(pool.client.clientId()));
        assertError(pool.token(form), "unauthorized_client");
    }

    @Test
    void client_authenticatingInTwoWays_isRefused() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        var pair = form.get("client_id") + ":" + form.get("client_secret");
        assertError(post(form, "Basic " + base64(pair)), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "Basic bm8tY29sb24=", "Bearer x", "Basic"})
    void authorizationHeader_notOfItsForm_isRefused(String header) {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        form.remove("client_secret");
        assertError(post(form, header), "invalid_request");
    }

    @Test
    void basic_wrongSecret_isRefused() {
        var form = pool.exchange(pool.client, pool.code(pool.client));
        form.remove("client_secret");
        assertError(post(form, "Basic " + base64(pool.client.clientId() + ":wrong")), "invalid_client");
    }

    private Page post(Map<String, String> form, String authorization) {
        var browser = pool.browser();
        return browser.send(browser.request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(Browser.encode(form))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void body_asJsonOrWithANameTwice_isRefused() {
        var browser = pool.browser();
        assertError(
                browser.send(browser.request("/oauth2/token")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                "invalid_request");
        assertError(
                browser.send(browser.request("/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=a&grant_type=b"))),
                "invalid_request");
    }

    @Test
    void groups_ofTheUser_standInBothTokensFirstOneFirst() {
        for (var group : new String[] {"silver", "gold"}) {
            pool.aws.createGroup(
                    create -> create.userPoolId(pool.poolId).groupName(group).precedence(group.equals("gold") ? 1 : 2));
            pool.aws.adminAddUserToGroup(
                    user -> user.userPoolId(pool.poolId).username(ADA).groupName(group));
        }
        var tokens = pool.signInForTokens(pool.client);
        for (var name : new String[] {"access_token", "id_token"}) {
            assertThat(PoolFixture.claims(tokens.text(name).orElseThrow()).texts("cognito:groups"))
                    .hasValue(List.of("gold", "silver"));
        }
    }

    @Test
    void validity_ofTheClient_isKept() {
        var quick = pool.createClient(client -> client.accessTokenValidity(300)
                .idTokenValidity(10)
                .tokenValidityUnits(units -> units.accessToken("seconds").idToken("minutes")));
        var tokens = pool.signInForTokens(quick);
        var start = PoolFixture.START.getEpochSecond();
        assertThat(tokens.integer("expires_in")).hasValue(300);
        assertThat(PoolFixture.claims(tokens.text("access_token").orElseThrow()).integer("exp"))
                .hasValue(start + 300);
        assertThat(PoolFixture.claims(tokens.text("id_token").orElseThrow()).integer("exp"))
                .hasValue(start + 600);
    }

    @Test
    void revocationSwitchedOff_tokens_carryNoOriginJti() {
        var client = pool.createClient(change -> change.enableTokenRevocation(false));
        var access = pool.signInForTokens(client).text("access_token").orElseThrow();
        assertThat(PoolFixture.claims(access).names()).doesNotContain("origin_jti", "jti");
    }
}
