package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.IssuerType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** What becomes of a pool after it was made: other settings, other keys, another issuer, its end. */
class ApiPoolLifeTest {
    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.open(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private static String issuer(String token) {
        return PoolFixture.claims(token).text("iss").orElseThrow();
    }

    private JWKSet keys() throws Exception {
        return JWKSet.parse(
                pool.browser().get("/" + pool.poolId + "/.well-known/jwks.json").body());
    }

    private void assertSigned(String token) throws Exception {
        var jwt = SignedJWT.parse(token);
        var key = keys().getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    }

    @Test
    void update_newPolicy_holdsFromThenOn() {
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId)
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(30)))
                .autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
        assertThatThrownBy(() -> pool.aws.adminSetUserPassword(
                        user -> user.userPoolId(pool.poolId).username(ADA).password(PASSWORD)))
                .isInstanceOf(InvalidPasswordException.class);
        var described =
                pool.aws.describeUserPool(call -> call.userPoolId(pool.poolId)).userPool();
        assertThat(described.policies().passwordPolicy().minimumLength()).isEqualTo(30);
        assertThat(described.autoVerifiedAttributes()).containsExactly(VerifiedAttributeType.EMAIL);
        assertThat(described.usernameAttributesAsStrings()).containsExactly("email");
        assertThat(described.usernameConfiguration().caseSensitive()).isFalse();
        assertThat(described.name()).isEqualTo("Members");
    }

    @Test
    void update_whatIsLeftOut_fallsBackToItsDefault() {
        pool.aws.updateUserPool(call ->
                call.userPoolId(pool.poolId).adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(true)));
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId).poolName("People"));
        var described =
                pool.aws.describeUserPool(call -> call.userPoolId(pool.poolId)).userPool();
        assertThat(described.adminCreateUserConfig().allowAdminCreateUserOnly()).isFalse();
        assertThat(described.name()).isEqualTo("People");
    }

    @Test
    void issuer_updatedForm_isWhatTokensSayAndWhereItsKeysAre() throws Exception {
        var before = app.tokens(ADA, PASSWORD);
        assertThat(issuer(before.accessToken())).isEqualTo(pool.server.url() + "/" + pool.poolId);
        pool.aws.updateUserPool(
                call -> call.userPoolId(pool.poolId).issuerConfiguration(issuer -> issuer.type(IssuerType.UPDATED)));
        var after = app.tokens(ADA, PASSWORD);
        var updated = pool.server.url() + "/issuer/" + pool.poolId;
        assertThat(issuer(after.accessToken())).isEqualTo(updated);
        assertThat(issuer(after.idToken())).isEqualTo(updated);
        var document = PoolFixture.json(pool.browser()
                .get("/issuer/" + pool.poolId + "/.well-known/openid-configuration")
                .body());
        assertThat(document.text("issuer")).hasValue(updated);
        assertThat(document.text("jwks_uri")).hasValue(updated + "/.well-known/jwks.json");
        assertThat(pool.browser()
                        .get("/issuer/" + pool.poolId + "/.well-known/jwks.json")
                        .body())
                .isEqualTo(pool.browser()
                        .get("/" + pool.poolId + "/.well-known/jwks.json")
                        .body());
        // Tokens of the time before stay good.
        for (var tokens : List.of(before, after)) {
            assertSigned(tokens.accessToken());
            assertThat(pool.aws
                            .getUser(call -> call.accessToken(tokens.accessToken()))
                            .username())
                    .isNotEmpty();
        }
    }

    /** The AWS SDK knows no such call: it signs one of its own under our name. */
    private void rotateKeys() {
        var key = pool.server.adminKey();
        try (var client = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + pool.server.port()))
                .region(Region.of(pool.server.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        key.accessKeyId(), key.secretAccessKey().reveal())))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(new Retargeting()))
                .build()) {
            client.describeUserPool(call -> call.userPoolId(pool.poolId));
        }
    }

    private static final class Retargeting implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest()
                    .copy(request -> request.putHeader("X-Amz-Target", "CloakroomUserPool.RotateSigningKeys"));
        }
    }

    @Test
    void rotateSigningKeys_oldTokens_stayGoodUntilTheyEnd() throws Exception {
        var before = app.tokens(ADA, PASSWORD);
        rotateKeys();
        var after = app.tokens(ADA, PASSWORD);
        assertThat(keys().getKeys()).hasSize(4).noneMatch(JWK::isPrivate);
        for (var tokens : List.of(before, after)) {
            assertSigned(tokens.accessToken());
            assertSigned(tokens.idToken());
            assertThat(pool.aws
                            .getUser(call -> call.accessToken(tokens.accessToken()))
                            .username())
                    .isNotEmpty();
        }
        assertThat(SignedJWT.parse(after.accessToken()).getHeader().getKeyID())
                .isNotEqualTo(SignedJWT.parse(before.accessToken()).getHeader().getKeyID());
        assertThat(app.refresh("", before.refreshToken()).accessToken()).isNotEmpty();
    }

    @Test
    void rotateSigningKeys_aDayLater_forgetsTheKeysBeforeTheLast() throws Exception {
        var first = keys().getKeys().stream().map(JWK::getKeyID).toList();
        rotateKeys();
        pool.clock.advance(Duration.ofDays(1).minusMillis(1));
        rotateKeys();
        assertThat(keys().getKeys()).hasSize(6);
        pool.clock.advance(Duration.ofMillis(1));
        rotateKeys();
        assertThat(keys().getKeys()).hasSize(6).extracting(JWK::getKeyID).doesNotContainAnyElementsOf(first);
    }

    @Test
    void rotateSigningKeys_eleventhPairWithinADay_isTooMany() {
        for (var pairs = 1; pairs < 10; pairs++) rotateKeys();
        assertThatThrownBy(this::rotateKeys).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void deleteUserPoolClient_itsTokens_dieWithIt() {
        var tokens = app.tokens(ADA, PASSWORD);
        pool.aws.deleteUserPoolClient(call -> call.userPoolId(pool.poolId).clientId(app.id()));
        assertThatThrownBy(() -> pool.aws.getUser(call -> call.accessToken(tokens.accessToken())))
                .isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> app.refresh("", tokens.refreshToken())).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> pool.aws.deleteUserPoolClient(
                        call -> call.userPoolId(pool.poolId).clientId(app.id())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void deleteUserPool_everythingInIt_isGone() {
        var tokens = app.tokens(ADA, PASSWORD);
        pool.aws.createGroup(group -> group.userPoolId(pool.poolId).groupName("staff"));
        pool.aws.adminAddUserToGroup(
                user -> user.userPoolId(pool.poolId).username(ADA).groupName("staff"));
        pool.aws.deleteUserPool(call -> call.userPoolId(pool.poolId));
        assertThatThrownBy(() -> pool.aws.describeUserPool(call -> call.userPoolId(pool.poolId)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> pool.aws.getUser(call -> call.accessToken(tokens.accessToken())))
                .isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> app.withPassword(ADA, PASSWORD)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(pool.browser()
                        .get("/" + pool.poolId + "/.well-known/jwks.json")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listGroups_pagesByName() {
        for (var name : List.of("c", "a", "b")) {
            pool.aws.createGroup(group -> group.userPoolId(pool.poolId).groupName(name));
        }
        var first = pool.aws.listGroups(call -> call.userPoolId(pool.poolId).limit(2));
        assertThat(first.groups()).extracting(GroupType::groupName).containsExactly("a", "b");
        var second = pool.aws.listGroups(
                call -> call.userPoolId(pool.poolId).limit(2).nextToken(first.nextToken()));
        assertThat(second.groups()).extracting(GroupType::groupName).containsExactly("c");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void removedFromGroup_nextTokens_noLongerNameIt() {
        pool.aws.createGroup(group -> group.userPoolId(pool.poolId).groupName("staff"));
        pool.aws.adminAddUserToGroup(
                user -> user.userPoolId(pool.poolId).username(ADA).groupName("staff"));
        assertThat(PoolFixture.claims(app.tokens(ADA, PASSWORD).accessToken()).texts("cognito:groups"))
                .hasValue(List.of("staff"));
        for (var twice = 0; twice < 2; twice++) {
            pool.aws.adminRemoveUserFromGroup(
                    user -> user.userPoolId(pool.poolId).username(ADA).groupName("staff"));
        }
        assertThat(PoolFixture.claims(app.tokens(ADA, PASSWORD).accessToken()).has("cognito:groups"))
                .isFalse();
        assertThatThrownBy(() -> pool.aws.adminRemoveUserFromGroup(
                        user -> user.userPoolId(pool.poolId).username(ADA).groupName("nosuch")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
