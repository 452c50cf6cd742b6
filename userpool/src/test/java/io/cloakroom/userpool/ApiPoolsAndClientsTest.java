package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidOAuthFlowException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ScopeDoesNotExistException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolDescriptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

/** Pools, clients, resource servers and groups, through the AWS SDK. */
class ApiPoolsAndClientsTest {
    private static final PoolFixture POOL = new PoolFixture();

    @AfterAll
    static void close() {
        POOL.close();
    }

    @Test
    void createUserPool_defaults_areCognitos() {
        var made = POOL.aws.createUserPool(pool -> pool.poolName("Plain")).userPool();
        assertThat(made.id()).matches("local_[A-Za-z0-9]{9}");
        assertThat(made.policies().passwordPolicy().minimumLength()).isEqualTo(8);
        assertThat(made.policies().passwordPolicy().requireSymbols()).isTrue();
        assertThat(made.usernameConfiguration().caseSensitive()).isTrue();
        assertThat(made.creationDate()).isEqualTo(PoolFixture.START);
        assertThat(made.schemaAttributes()).hasSize(20);
    }

    @Test
    void describeUserPool_ofOneWithSettings_givesThemBack() {
        var id = POOL.aws
                .createUserPool(pool -> pool.poolName("Rich")
                        .aliasAttributes(AliasAttributeType.EMAIL)
                        .policies(policies -> policies.passwordPolicy(
                                policy -> policy.minimumLength(12).requireNumbers(true)))
                        .schema(SchemaAttributeType.builder()
                                .name("plan")
                                .attributeDataType(AttributeDataType.STRING)
                                .mutable(false)
                                .stringAttributeConstraints(limits -> limits.maxLength("20"))
                                .build()))
                .userPool()
                .id();
        var seen = POOL.aws.describeUserPool(pool -> pool.userPoolId(id)).userPool();
        assertThat(seen.aliasAttributes()).containsExactly(AliasAttributeType.EMAIL);
        assertThat(seen.policies().passwordPolicy().minimumLength()).isEqualTo(12);
        assertThat(seen.policies().passwordPolicy().requireNumbers()).isTrue();
        assertThat(seen.policies().passwordPolicy().requireSymbols()).isFalse();
        assertThat(seen.schemaAttributes())
                .filteredOn(attribute -> attribute.name().equals("custom:plan"))
                .singleElement()
                .satisfies(attribute -> {
                    assertThat(attribute.mutable()).isFalse();
                    assertThat(attribute.stringAttributeConstraints().maxLength())
                            .isEqualTo("20");
                });
    }

    @Test
    void createUserPool_aliasesAndUsernameAttributes_isRefused() {
        assertThatThrownBy(() -> POOL.aws.createUserPool(pool -> pool.poolName("Both")
                        .aliasAttributes(AliasAttributeType.EMAIL)
                        .usernameAttributes(UsernameAttributeType.EMAIL)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void createUserPool_whatIsNotServed_isRefusedAndNotIgnored() {
        assertThatThrownBy(() ->
                        POOL.aws.createUserPool(pool -> pool.poolName("Mfa").mfaConfiguration(UserPoolMfaType.ON)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> POOL.aws.createUserPool(
                        pool -> pool.poolName("Hooks").lambdaConfig(hooks -> hooks.kmsKeyID("arn:aws:kms:a:1:key/b"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("KMSKeyID");
    }

    @Test
    void createUserPool_noName_isRefusedInAwsWords() {
        assertThatThrownBy(() -> POOL.aws.createUserPool(_ -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("1 validation error detected: Value null at 'poolName' failed to satisfy"
                        + " constraint: Member must not be null");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100})
    void passwordPolicy_lengthOutOfRange_isRefused(int length) {
        assertThatThrownBy(() -> createPoolWithLength(length)).isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 99})
    void passwordPolicy_lengthAtTheEnds_isTaken(int length) {
        createPoolWithLength(length);
    }

    private static void createPoolWithLength(int length) {
        POOL.aws.createUserPool(pool -> pool.poolName("Length")
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(length))));
    }

    @Test
    void listUserPools_pagedByOne_showsEachOnce() {
        var ids = POOL.aws.listUserPoolsPaginator(list -> list.maxResults(1)).userPools().stream()
                .map(UserPoolDescriptionType::id)
                .toList();
        assertThat(ids).contains(POOL.poolId).doesNotHaveDuplicates();
        var atOnce = POOL.aws.listUserPools(list -> list.maxResults(60)).userPools();
        assertThat(ids).hasSameSizeAs(atOnce);
    }

    @Test
    void listUserPools_forgedToken_isRefused() {
        assertThatThrownBy(
                        () -> POOL.aws.listUserPools(list -> list.maxResults(1).nextToken("%%%")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void describeUserPool_unknown_isNotFound() {
        assertThatThrownBy(() -> POOL.aws.describeUserPool(pool -> pool.userPoolId("local_Unknown1")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("User pool local_Unknown1 does not exist.");
    }

    @Test
    void createClient_asOurGatewayNeedsIt_givesEverythingBack() {
        var made = POOL.createClient(client -> client.enableTokenRevocation(true)
                .refreshTokenRotation(
                        rotation -> rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(30))
                .accessTokenValidity(5)
                .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES)));
        var seen = POOL.aws
                .describeUserPoolClient(client -> client.userPoolId(POOL.poolId).clientId(made.clientId()))
                .userPoolClient();
        assertThat(seen).isEqualTo(made);
        assertThat(seen.clientSecret()).hasSize(52);
        assertThat(seen.callbackURLs()).containsExactly(CALLBACK);
        assertThat(seen.allowedOAuthScopes()).containsExactly("openid", "email", "profile", "cloakroom/read");
        assertThat(seen.accessTokenValidity()).isEqualTo(5);
        assertThat(seen.refreshTokenValidity()).isEqualTo(30);
        assertThat(seen.refreshTokenRotation().retryGracePeriodSeconds()).isEqualTo(30);
        assertThat(seen.explicitAuthFlows())
                .containsExactlyInAnyOrder(
                        ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH, ExplicitAuthFlowsType.ALLOW_CUSTOM_AUTH);
    }

    @Test
    void createClient_withoutSecret_hasNone() {
        assertThat(POOL.createClient(client -> client.generateSecret(false)).clientSecret())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://members.example.com/callback",
                "http://localhost:3000/callback",
                "http://127.0.0.1:3000/",
                "http://[::1]/",
                "http://members.cloakroom.localhost:8081/callback",
                "myapp://callback"
            })
    void createClient_goodCallback_isTaken(String url) {
        assertThat(POOL.createClient(client -> client.callbackURLs(url)).callbackURLs())
                .containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://members.example.com/callback",
                "http://localhost.example.com/",
                "https://members.example.com/#fragment",
                "https://user@members.example.com/",
                "/callback",
                "javascript:alert(1)",
                "https:///callback"
            })
    void createClient_badCallback_isRefused(String url) {
        assertInvalidClient(client -> client.callbackURLs(url));
        assertInvalidClient(client -> client.logoutURLs(url));
    }

    @Test
    void createClient_defaultRedirectNotRegistered_isRefused() {
        assertInvalidClient(client -> client.defaultRedirectURI("https://members.example.com/other"));
    }

    @Test
    void createClient_unknownScope_isRefused() {
        assertThatThrownBy(() -> POOL.createClient(client -> client.allowedOAuthScopes("openid", "cloakroom/write")))
                .isInstanceOf(ScopeDoesNotExistException.class)
                .hasMessageContaining("Invalid scope requested: cloakroom/write");
    }

    @Test
    void createClient_flowsThatAreNotServed_areRefused() {
        assertThatThrownBy(() -> POOL.createClient(client -> client.allowedOAuthFlows(OAuthFlowType.IMPLICIT)))
                .isInstanceOf(InvalidOAuthFlowException.class);
        assertThatThrownBy(
                        () -> POOL.createClient(client -> client.allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS)))
                .isInstanceOf(InvalidOAuthFlowException.class);
    }

    @Test
    void createClient_oauthWithoutScopes_isRefused() {
        assertInvalidClient(client -> client.allowedOAuthScopes(List.of()));
    }

    @Test
    void createClient_rotationWithRefreshFlow_isRefused() {
        assertInvalidClient(client -> client.explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH)
                .refreshTokenRotation(rotation -> rotation.feature(FeatureType.ENABLED)));
    }

    @Test
    void createClient_foreignProvider_isRefused() {
        assertInvalidClient(client -> client.supportedIdentityProviders("COGNITO", "Google"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 1441})
    void accessTokenValidity_outOfRange_isRefused(int minutes) {
        assertInvalidClient(accessTokenMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1440})
    void accessTokenValidity_atTheEnds_isTaken(int minutes) {
        assertThat(POOL.createClient(accessTokenMinutes(minutes)).accessTokenValidity())
                .isEqualTo(minutes);
    }

    private static Consumer<CreateUserPoolClientRequest.Builder> accessTokenMinutes(int minutes) {
        return client -> client.accessTokenValidity(minutes)
                .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(ints = {59, 5_256_001})
    void refreshTokenValidity_outOfRange_isRefused(int minutes) {
        assertInvalidClient(refreshTokenMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 5_256_000})
    void refreshTokenValidity_atTheEnds_isTaken(int minutes) {
        assertThat(POOL.createClient(refreshTokenMinutes(minutes)).refreshTokenValidity())
                .isEqualTo(minutes);
    }

    private static Consumer<CreateUserPoolClientRequest.Builder> refreshTokenMinutes(int minutes) {
        return client -> client.refreshTokenValidity(minutes)
                .tokenValidityUnits(units -> units.refreshToken(TimeUnitsType.MINUTES));
    }

    @Test
    void refreshTokenValidity_zero_becomesTheDefault() {
        assertThat(POOL.createClient(client -> client.refreshTokenValidity(0)).refreshTokenValidity())
                .isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 61})
    void rotationGrace_outOfRange_isRefused(int seconds) {
        assertInvalidClient(client -> client.refreshTokenRotation(
                rotation -> rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(seconds)));
    }

    @Test
    void readAttributes_notInTheSchema_areRefused() {
        assertInvalidClient(client -> client.readAttributes("email", "custom:none"));
    }

    private static void assertInvalidClient(Consumer<CreateUserPoolClientRequest.Builder> change) {
        assertThatThrownBy(() -> POOL.createClient(change)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void updateClient_whatIsLeftOut_fallsBackToItsDefault() {
        var made = POOL.createClient(client -> client.accessTokenValidity(2));
        var updated = POOL.aws
                .updateUserPoolClient(client -> client.userPoolId(POOL.poolId)
                        .clientId(made.clientId())
                        .callbackURLs("https://members.example.com/other"))
                .userPoolClient();
        assertThat(updated.clientSecret()).isEqualTo(made.clientSecret());
        assertThat(updated.clientName()).isEqualTo(made.clientName());
        assertThat(updated.accessTokenValidity()).isEqualTo(1);
        assertThat(updated.allowedOAuthFlowsUserPoolClient()).isFalse();
        assertThat(updated.callbackURLs()).containsExactly("https://members.example.com/other");
    }

    @Test
    void client_ofAnotherPool_isNotFound() {
        var other = POOL.aws
                .createUserPool(pool -> pool.poolName("Other"))
                .userPool()
                .id();
        assertThatThrownBy(() -> POOL.aws.describeUserPoolClient(
                        client -> client.userPoolId(other).clientId(POOL.client.clientId())))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> POOL.aws.updateUserPoolClient(
                        client -> client.userPoolId(other).clientId(POOL.client.clientId())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void listUserPoolClients_ofAPool_showsThemWithoutSecrets() {
        var listed = POOL.aws.listUserPoolClientsPaginator(
                list -> list.userPoolId(POOL.poolId).maxResults(1));
        assertThat(listed.userPoolClients()).anySatisfy(client -> {
            assertThat(client.clientId()).isEqualTo(POOL.client.clientId());
            assertThat(client.clientName()).isEqualTo("Alder House");
        });
    }

    @Test
    void createResourceServer_again_isRefused() {
        assertThatThrownBy(() -> POOL.aws.createResourceServer(api ->
                        api.userPoolId(POOL.poolId).identifier("cloakroom").name("Again")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void createResourceServer_withScopes_givesThemBack() {
        var scope = ResourceServerScopeType.builder()
                .scopeName("write")
                .scopeDescription("Write")
                .build();
        var made = POOL.aws
                .createResourceServer(api -> api.userPoolId(POOL.poolId)
                        .identifier("https://api.example.com")
                        .name("API")
                        .scopes(scope))
                .resourceServer();
        assertThat(made.scopes()).containsExactly(scope);
        POOL.createClient(client -> client.allowedOAuthScopes("openid", "https://api.example.com/write"));
    }

    @Test
    void createGroup_twice_isRefusedTheSecondTime() {
        var name = "group-" + UUID.randomUUID();
        var made = POOL.aws
                .createGroup(group -> group.userPoolId(POOL.poolId)
                        .groupName(name)
                        .description("A group")
                        .precedence(3))
                .group();
        assertThat(made.precedence()).isEqualTo(3);
        assertThat(made.description()).isEqualTo("A group");
        assertThatThrownBy(() -> POOL.aws.createGroup(
                        group -> group.userPoolId(POOL.poolId).groupName(name)))
                .isInstanceOf(GroupExistsException.class);
    }

    @Test
    void createClient_moreAddressesThanAllowed_isRefused() {
        var urls = new String[101];
        Arrays.setAll(urls, number -> "https://members.example.com/" + number);
        assertInvalidClient(client -> client.callbackURLs(urls));
        POOL.createClient(client -> client.callbackURLs(Arrays.copyOf(urls, 100)));
    }
}
