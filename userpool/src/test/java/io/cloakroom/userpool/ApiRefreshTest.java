package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RefreshTokenReuseException;

/** Refresh tokens over the API: REFRESH_TOKEN_AUTH, GetTokensFromRefreshToken, and what ends them. */
class ApiRefreshTest {
    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.confidential(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private ApiClient rotating(int graceSeconds) {
        return new ApiClient(
                pool,
                pool.createClient(client -> client.explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                        .refreshTokenRotation(rotation ->
                                rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(graceSeconds))));
    }

    private AuthenticationResultType rotate(ApiClient client, String token) {
        return pool.aws
                .getTokensFromRefreshToken(call -> call.clientId(client.id())
                        .clientSecret(client.client().clientSecret())
                        .refreshToken(token))
                .authenticationResult();
    }

    private static void assertNotAuthorized(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NotAuthorizedException.class).hasMessageContaining(message);
    }

    private static String sub(AuthenticationResultType tokens) {
        return PoolFixture.claims(tokens.accessToken()).text("sub").orElseThrow();
    }

    @Test
    void refresh_withoutRotation_givesNoRefreshTokenAndKeepsTheFamily() {
        var first = app.tokens(ADA, PASSWORD);
        pool.clock.advance(Duration.ofHours(2));
        for (var second : List.of(app.refresh(sub(first), first.refreshToken()), rotate(app, first.refreshToken()))) {
            assertThat(second.refreshToken()).isNull();
            var before = PoolFixture.claims(first.idToken());
            var after = PoolFixture.claims(second.idToken());
            for (var same : new String[] {"sub", "origin_jti", "aud", "email"}) {
                assertThat(after.text(same)).isEqualTo(before.text(same));
            }
            assertThat(after.integer("auth_time")).isEqualTo(before.integer("auth_time"));
            assertThat(after.integer("exp")).hasValue(before.integer("exp").orElseThrow() + 7200);
        }
    }

    @Test
    void refresh_byTheLegacyName_works() {
        var first = app.tokens(ADA, PASSWORD);
        var second = app.initiate(
                AuthFlowType.REFRESH_TOKEN, app.withHash(sub(first), Map.of("REFRESH_TOKEN", first.refreshToken())));
        assertThat(second.authenticationResult().accessToken()).isNotEmpty();
    }

    @Test
    void refresh_wrongSecretHash_isNotAuthorized() {
        var first = app.tokens(ADA, PASSWORD);
        assertNotAuthorized("Unable to verify secret hash", () -> app.refresh(ADA, first.refreshToken()));
        assertNotAuthorized(
                "SECRET_HASH was not received",
                () -> app.initiate(AuthFlowType.REFRESH_TOKEN_AUTH, Map.of("REFRESH_TOKEN", first.refreshToken())));
    }

    @Test
    void refresh_madeUpToken_isNotAuthorized() {
        assertNotAuthorized("Invalid Refresh Token", () -> app.refresh("x", "made-up"));
        assertNotAuthorized("Invalid Refresh Token", () -> rotate(app, "made-up"));
        assertNotAuthorized(
                "Invalid Refresh Token",
                () -> rotate(app, app.tokens(ADA, PASSWORD).accessToken()));
    }

    @Test
    void refresh_tokenOfAnotherClient_isNotAuthorized() {
        var token = app.tokens(ADA, PASSWORD).refreshToken();
        var other = ApiClient.confidential(pool);
        assertNotAuthorized("Invalid Refresh Token", () -> rotate(other, token));
        assertNotAuthorized("Invalid Refresh Token", () -> other.refresh("x", token));
    }

    @Test
    void refresh_atTheTokensEnd_isNotAuthorized() {
        var short1 = new ApiClient(
                pool,
                pool.createClient(
                        client -> client.explicitAuthFlows(ApiClient.ALL_FLOWS).refreshTokenValidity(1)));
        var token = short1.tokens(ADA, PASSWORD).refreshToken();
        pool.clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(rotate(short1, token).accessToken()).isNotEmpty();
        pool.clock.advance(Duration.ofMillis(1));
        assertNotAuthorized("Refresh Token has expired", () -> rotate(short1, token));
    }

    @Test
    void clientSecret_wrongOrMissingOrNeedless_isNotAuthorized() {
        var token = app.tokens(ADA, PASSWORD).refreshToken();
        var open = ApiClient.open(pool);
        assertThatThrownBy(() -> pool.aws.getTokensFromRefreshToken(
                        call -> call.clientId(app.id()).refreshToken(token)))
                .isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> pool.aws.getTokensFromRefreshToken(
                        call -> call.clientId(app.id()).clientSecret("wrong").refreshToken(token)))
                .isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> pool.aws.getTokensFromRefreshToken(
                        call -> call.clientId(open.id()).clientSecret("wrong").refreshToken("x")))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void rotation_on_refusesTheOldFlow() {
        var client = rotating(0);
        var tokens = client.tokens(ADA, PASSWORD);
        assertThatThrownBy(() -> client.refresh(sub(tokens), tokens.refreshToken()))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(rotate(client, tokens.refreshToken()).refreshToken()).isNotEqualTo(tokens.refreshToken());
    }

    @Test
    void rotatedToken_again_isReuseAndEndsTheWholeFamily() {
        var client = rotating(0);
        var first = client.tokens(ADA, PASSWORD);
        var second = rotate(client, first.refreshToken());
        assertThatThrownBy(() -> rotate(client, first.refreshToken())).isInstanceOf(RefreshTokenReuseException.class);
        assertNotAuthorized("Refresh Token has been revoked", () -> rotate(client, second.refreshToken()));
        assertNotAuthorized(
                "Access Token has been revoked",
                () -> pool.aws.getUser(call -> call.accessToken(second.accessToken())));
    }

    @Test
    void rotatedToken_withinTheGrace_leadsToTheSameSuccessor() {
        var client = rotating(10);
        var first = client.tokens(ADA, PASSWORD).refreshToken();
        var second = rotate(client, first).refreshToken();
        pool.clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(rotate(client, first).refreshToken()).isEqualTo(second);
        pool.clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> rotate(client, first)).isInstanceOf(RefreshTokenReuseException.class);
    }

    private List<String> rotateAtOnce(ApiClient client, String token) throws Exception {
        Callable<String> attempt = () -> {
            try {
                return rotate(client, token).refreshToken();
            } catch (CognitoIdentityProviderException refused) {
                return refused.awsErrorDetails().errorCode();
            }
        };
        var results = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(_ -> attempt).toList())) results.add(result.get());
        }
        return results;
    }

    @Test
    void rotation_byManyAtOnceWithoutGrace_oneWinsAndReuseIsSeen() throws Exception {
        var client = rotating(0);
        var results = rotateAtOnce(client, client.tokens(ADA, PASSWORD).refreshToken());
        assertThat(results).filteredOn("RefreshTokenReuseException"::equals).hasSize(1);
        assertThat(results).filteredOn("NotAuthorizedException"::equals).hasSize(6);
        assertThat(results).filteredOn(result -> !result.endsWith("Exception")).hasSize(1);
    }

    @Test
    void rotation_byManyAtOnceWithinTheGrace_allGetOneSuccessor() throws Exception {
        var client = rotating(60);
        var results = rotateAtOnce(client, client.tokens(ADA, PASSWORD).refreshToken());
        assertThat(new HashSet<>(results)).hasSize(1);
        assertThat(results.getFirst()).doesNotEndWith("Exception");
    }

    @Test
    void revokedToken_isNotAuthorized() {
        var tokens = app.tokens(ADA, PASSWORD);
        pool.aws.revokeToken(call -> call.clientId(app.id())
                .clientSecret(app.client().clientSecret())
                .token(tokens.refreshToken()));
        assertNotAuthorized("revoked", () -> app.refresh(sub(tokens), tokens.refreshToken()));
        assertNotAuthorized("revoked", () -> pool.aws.getUser(call -> call.accessToken(tokens.accessToken())));
    }

    @Test
    void hostedTokens_refreshedOverTheApi_keepTheirScopes() {
        var client = new ApiClient(pool, pool.createClient(made -> made.explicitAuthFlows(ApiClient.ALL_FLOWS)));
        var hosted = pool.signInForTokens(client.client());
        var refreshed = rotate(client, hosted.text("refresh_token").orElseThrow());
        assertThat(PoolFixture.claims(refreshed.accessToken()).text("scope")).hasValue("openid email cloakroom/read");
    }

    @Test
    void apiTokens_refreshedAtTheTokenEndpoint_staysWithoutOpenId() {
        var token = app.tokens(ADA, PASSWORD).refreshToken();
        var refreshed = pool.tokens(pool.refresh(app.client(), token));
        assertThat(PoolFixture.claims(refreshed.text("access_token").orElseThrow())
                        .text("scope"))
                .hasValue("aws.cognito.signin.user.admin");
    }

    @Test
    void tokens_ofAClient_liveAsLongAsItSays() {
        var brief = new ApiClient(
                pool,
                pool.createClient(client -> client.explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .accessTokenValidity(5)
                        .idTokenValidity(10)
                        .tokenValidityUnits(
                                units -> units.accessToken("minutes").idToken("minutes"))));
        var tokens = brief.tokens(ADA, PASSWORD);
        assertThat(tokens.expiresIn()).isEqualTo(300);
        var issued = pool.clock.instant().getEpochSecond();
        assertThat(PoolFixture.claims(tokens.accessToken()).integer("exp")).hasValue(issued + 300);
        assertThat(PoolFixture.claims(tokens.idToken()).integer("exp")).hasValue(issued + 600);
        pool.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(pool.aws
                        .getUser(call -> call.accessToken(tokens.accessToken()))
                        .username())
                .isEqualTo(sub(tokens));
        pool.clock.advance(Duration.ofMillis(1));
        assertNotAuthorized(
                "Access Token has expired", () -> pool.aws.getUser(call -> call.accessToken(tokens.accessToken())));
    }
}
