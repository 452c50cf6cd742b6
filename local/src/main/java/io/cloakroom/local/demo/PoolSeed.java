package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.local.demo.Cast.Person;
import io.cloakroom.userpool.UserPoolServer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/**
 * Sets the user pool up with Cognito's own API, call by call as an operator would on AWS: pool, resource server, app client,
 * users. What is there already is kept; what a start that was killed left half made is made anew or finished.
 */
final class PoolSeed implements AutoCloseable {
    private static final String POOL = "Alder House members";
    private static final String CLIENT = "Alder House";
    private static final String RESOURCE_SERVER = "cloakroom";
    private static final String SCOPE = "read";
    private static final int ACCESS_TOKEN_MINUTES = 15;
    private static final int REFRESH_TOKEN_HOURS = 12;
    private static final int ROTATION_GRACE_SECONDS = 60;

    private final CognitoIdentityProviderClient cognito;

    PoolSeed(UserPoolServer pool) {
        var key = pool.adminKey();
        var credentials = AwsBasicCredentials.create(
                key.accessKeyId(), key.secretAccessKey().reveal());
        this.cognito = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + pool.port()))
                .region(Region.of(pool.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /**
     * What the gateway and the seeds after this one need to know.
     *
     * @param subs by the name that a person signs in with
     */
    record Seeded(String poolId, String clientId, Secret clientSecret, Map<String, String> subs) {}

    /** @param gatewayUrl where the pool may send browsers back to */
    Seeded seed(String gatewayUrl, Secret passphrase) {
        var poolId = pool();
        var client = client(poolId, gatewayUrl);
        var subs = new HashMap<String, String>();
        for (var person : Cast.ALL) subs.put(person.name(), sub(poolId, person, passphrase));
        return new Seeded(poolId, client.clientId(), new Secret(client.clientSecret()), Map.copyOf(subs));
    }

    private String pool() {
        var pools = cognito.listUserPools(list -> list.maxResults(60)).userPools().stream()
                .filter(pool -> pool.name().equals(POOL))
                .map(pool -> pool.id())
                .toList();
        // The client is made last: without it a pool may lack anything.
        var whole = pools.stream().filter(pool -> clientId(pool).isPresent()).findFirst();
        if (whole.isPresent()) return whole.get();
        for (var half : pools) cognito.deleteUserPool(delete -> delete.userPoolId(half));
        return createPool();
    }

    private Optional<String> clientId(String poolId) {
        return cognito.listUserPoolClients(list -> list.userPoolId(poolId).maxResults(60)).userPoolClients().stream()
                .filter(client -> client.clientName().equals(CLIENT))
                .map(client -> client.clientId())
                .findFirst();
    }

    private String createPool() {
        var pool = cognito.createUserPool(create -> create.poolName(POOL).aliasAttributesWithStrings("email"))
                .userPool();
        cognito.createGroup(create -> create.userPoolId(pool.id()).groupName("staff"));
        cognito.createResourceServer(create -> create.userPoolId(pool.id())
                .identifier(RESOURCE_SERVER)
                .name("Cloakroom")
                .scopes(ResourceServerScopeType.builder()
                        .scopeName(SCOPE)
                        .scopeDescription("Read one's own data")
                        .build()));
        return pool.id();
    }

    private UserPoolClientType client(String poolId, String gatewayUrl) {
        var id = clientId(poolId).orElseGet(() -> createClient(poolId));
        // Each time: the gateway's port may be another than at the last start.
        cognito.updateUserPoolClient(update -> update.userPoolId(poolId)
                .clientId(id)
                .clientName(CLIENT)
                .supportedIdentityProviders("COGNITO")
                .allowedOAuthFlowsUserPoolClient(true)
                .allowedOAuthFlows(OAuthFlowType.CODE)
                .allowedOAuthScopes("openid", "email", "profile", RESOURCE_SERVER + "/" + SCOPE)
                .callbackURLs(gatewayUrl + "/session/callback")
                .logoutURLs(gatewayUrl + "/session/signed-out")
                .enableTokenRevocation(true)
                .accessTokenValidity(ACCESS_TOKEN_MINUTES)
                .idTokenValidity(ACCESS_TOKEN_MINUTES)
                .refreshTokenValidity(REFRESH_TOKEN_HOURS)
                .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES)
                        .idToken(TimeUnitsType.MINUTES)
                        .refreshToken(TimeUnitsType.HOURS))
                .refreshTokenRotation(rotation ->
                        rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(ROTATION_GRACE_SECONDS)));
        return cognito.describeUserPoolClient(
                        describe -> describe.userPoolId(poolId).clientId(id))
                .userPoolClient();
    }

    private String createClient(String poolId) {
        return cognito.createUserPoolClient(
                        create -> create.userPoolId(poolId).clientName(CLIENT).generateSecret(true))
                .userPoolClient()
                .clientId();
    }

    private String sub(String poolId, Person person, Secret passphrase) {
        try {
            var user = cognito.adminGetUser(get -> get.userPoolId(poolId).username(person.name()));
            if (user.userStatus() == UserStatusType.FORCE_CHANGE_PASSWORD) finish(poolId, person, passphrase);
            return sub(user.userAttributes());
        } catch (UserNotFoundException absent) {
            var made = create(poolId, person);
            finish(poolId, person, passphrase);
            return sub(made.attributes());
        }
    }

    private UserType create(String poolId, Person person) {
        return cognito.adminCreateUser(create -> create.userPoolId(poolId)
                        .username(person.name())
                        .messageAction(MessageActionType.SUPPRESS)
                        .userAttributes(
                                attribute("email", person.email()),
                                attribute("email_verified", "true"),
                                attribute("name", person.displayName())))
                .user();
    }

    /** The password last: it tells that the user is whole. */
    private void finish(String poolId, Person person, Secret passphrase) {
        person.group()
                .ifPresent(group -> cognito.adminAddUserToGroup(
                        add -> add.userPoolId(poolId).username(person.name()).groupName(group)));
        cognito.adminSetUserPassword(set -> set.userPoolId(poolId)
                .username(person.name())
                .password(passphrase.reveal())
                .permanent(true));
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    private static String sub(List<AttributeType> attributes) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals("sub"))
                .map(AttributeType::value)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        cognito.close();
    }
}
