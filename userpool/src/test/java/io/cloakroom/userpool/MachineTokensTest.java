package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.userpool.Browser.Page;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidOAuthFlowException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** Tokens that clients have for themselves, and the resource servers whose scopes they carry. */
class MachineTokensTest {
    private final PoolFixture pool = new PoolFixture();
    private final UserPoolClientType machine = machine(_ -> {});

    @AfterEach
    void close() {
        pool.close();
    }

    private UserPoolClientType machine(Consumer<CreateUserPoolClientRequest.Builder> change) {
        return pool.createClient(client -> change.accept(
                client.allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS).allowedOAuthScopes("cloakroom/read")));
    }

    private Map<String, String> form(UserPoolClientType client) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client.clientId());
        if (client.clientSecret() != null) form.put("client_secret", client.clientSecret());
        return form;
    }

    private Page withScope(String scope) {
        var form = form(machine);
        form.put("scope", scope);
        return pool.token(form);
    }

    private static void assertError(Page answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @Test
    void token_byPost_saysWhatTheClientMay_andHasNoUser() {
        var tokens = pool.tokens(form(machine));
        assertThat(tokens.names()).containsExactlyInAnyOrder("access_token", "expires_in", "token_type");
        var claims = PoolFixture.claims(tokens.text("access_token").orElseThrow());
        assertThat(claims.text("sub")).hasValue(machine.clientId());
        assertThat(claims.text("client_id")).hasValue(machine.clientId());
        assertThat(claims.text("scope")).hasValue("cloakroom/read");
        assertThat(claims.text("token_use")).hasValue("access");
        assertThat(claims.names()).doesNotContain("username", "origin_jti", "cognito:groups", "event_id");
    }

    @Test
    void token_byBasic_isTheSame_andAWrongSecretIsRefused() {
        assertThat(basic(machine.clientId() + ":" + machine.clientSecret()).status())
                .isEqualTo(200);
        assertError(basic(machine.clientId() + ":wrong"), "invalid_client");
        var wrong = form(machine);
        wrong.put("client_secret", "wrong");
        assertError(pool.token(wrong), "invalid_client");
        wrong.remove("client_secret");
        assertError(pool.token(wrong), "invalid_client");
    }

    private Page basic(String pair) {
        var browser = pool.browser();
        return browser.send(browser.request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    @Test
    void scope_thatTheClientHasNot_isInvalid() {
        assertThat(withScope("cloakroom/read").status()).isEqualTo(200);
        assertError(withScope("cloakroom/write"), "invalid_scope");
        assertError(withScope("cloakroom/read openid"), "invalid_scope");
    }

    @Test
    void scope_whoseResourceServerIsGone_isGrantedNoMore_toUsersNeither() {
        pool.aws.deleteResourceServer(call -> call.userPoolId(pool.poolId).identifier("cloakroom"));
        assertError(pool.token(form(machine)), "invalid_scope");
        var request = pool.request(pool.client);
        assertThat(pool.authorize(pool.browser(), request).answered()).containsEntry("error", "invalid_request");
    }

    @Test
    void client_ofPeople_hasNoTokensForItself_andAMachineNoUsers() {
        assertError(pool.token(form(pool.client)), "unauthorized_client");
        var machines = pool.createClient(client ->
                client.allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS).allowedOAuthScopes("cloakroom/read"));
        var request = pool.request(machines);
        request.put("scope", "cloakroom/read");
        assertThat(pool.authorize(pool.browser(), request).answered()).containsEntry("error", "unauthorized_client");
    }

    @Test
    void client_withoutSecret_orWithAnotherFlow_orWithScopesAboutUsers_isRefused() {
        assertThatThrownBy(() -> machine(client -> client.generateSecret(false)))
                .isInstanceOf(InvalidOAuthFlowException.class);
        assertThatThrownBy(() -> machine(
                        client -> client.allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS, OAuthFlowType.CODE)))
                .isInstanceOf(InvalidOAuthFlowException.class);
        assertThatThrownBy(() -> machine(client -> client.allowedOAuthScopes("openid", "cloakroom/read")))
                .isInstanceOf(InvalidOAuthFlowException.class);
    }

    @Test
    void token_ofAMachine_opensNothingOfAUsers() {
        var token = pool.tokens(form(machine)).text("access_token").orElseThrow();
        assertThat(pool.userInfo(token).status()).isEqualTo(401);
        assertThatThrownBy(() -> pool.aws.getUser(call -> call.accessToken(token)))
                .hasMessageContaining("Access Token");
        assertThat(pool.signIn(pool.browser(), pool.request(pool.client), ADA, PASSWORD)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void resourceServer_isShownListedChangedAndDeleted() {
        pool.aws.createResourceServer(api ->
                api.userPoolId(pool.poolId).identifier("https://a.example").name("A"));
        assertThat(pool.aws
                        .listResourceServers(
                                call -> call.userPoolId(pool.poolId).maxResults(1))
                        .nextToken())
                .isNotNull();
        assertThat(pool.aws
                        .listResourceServers(
                                call -> call.userPoolId(pool.poolId).maxResults(50))
                        .resourceServers())
                .extracting(one -> one.identifier())
                .containsExactly("cloakroom", "https://a.example");
        pool.aws.updateResourceServer(api -> api.userPoolId(pool.poolId)
                .identifier("https://a.example")
                .name("B")
                .scopes(ResourceServerScopeType.builder()
                        .scopeName("x")
                        .scopeDescription("X")
                        .build()));
        var shown = pool.aws
                .describeResourceServer(call -> call.userPoolId(pool.poolId).identifier("https://a.example"))
                .resourceServer();
        assertThat(shown.name()).isEqualTo("B");
        assertThat(shown.scopes()).hasSize(1);
        pool.aws.deleteResourceServer(call -> call.userPoolId(pool.poolId).identifier("https://a.example"));
        assertThatThrownBy(() -> pool.aws.describeResourceServer(
                        call -> call.userPoolId(pool.poolId).identifier("https://a.example")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
