package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.local.demo.Cast.Person;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.userpool.UserPoolServer;
import io.cloakroom.userpool.signin.Totp;
import io.cloakroom.userpool.store.AdminKey;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/**
 * Sets the user pool up with Cognito's own API, call by call as an operator would on AWS: pool, resource server, app client,
 * users. What is there already is kept; what a start that was killed left half made is made anew or finished.
 */
final class PoolSeed implements AutoCloseable {
    private static final String POOL = "Alder House members";
    private static final String CLIENT = "Alder House";
    private static final String CONSOLE = "Staff console";
    private static final String ENROLMENT = "Enrolment";
    private static final String RESOURCE_SERVER = "cloakroom";
    private static final String SCOPE = "read";
    private static final String TOKEN = "SOFTWARE_TOKEN_MFA";
    private static final int ACCESS_TOKEN_MINUTES = 15;
    private static final int REFRESH_TOKEN_HOURS = 12;
    private static final int ROTATION_GRACE_SECONDS = 60;

    private final Clock clock;
    private final AdminKey key;
    private final CognitoIdentityProviderClient cognito;

    PoolSeed(UserPoolServer pool, Clock clock) {
        this.clock = clock;
        this.key = pool.adminKey();
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
    record Seeded(String poolId, Client site, Client console, Client api, Map<String, String> subs) {}

    /** Somebody who may ask the pool, and by which secret. */
    record Client(String id, Secret secret) {}

    /**
     * @param gatewayUrl where the pool may send members' browsers back to
     * @param staffUrl the same of the staff's
     */
    Seeded seed(String gatewayUrl, String staffUrl, StateFolder state) {
        var passphrase = state.passphrase();
        var poolId = pool();
        offerSecondFactor(poolId);
        forgetEnrolments(poolId);
        var console = client(poolId, CONSOLE, staffUrl);
        var site = client(poolId, CLIENT, gatewayUrl);
        var subs = new HashMap<String, String>();
        for (var person : Cast.ALL) subs.put(person.name(), sub(poolId, person, passphrase));
        for (var person : Cast.ALL) {
            if (person.group().isPresent()) enrol(poolId, person, passphrase, Authenticator.of(state, person.name()));
        }
        return new Seeded(
                poolId, site, console, new Client(key.accessKeyId(), key.secretAccessKey()), Map.copyOf(subs));
    }

    /** An app for whoever has set one up; nobody has to. */
    private void offerSecondFactor(String poolId) {
        cognito.setUserPoolMfaConfig(set -> set.userPoolId(poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(UserPoolMfaType.OPTIONAL));
    }

    /** A start that was killed leaves the client behind by which a password alone is enough. */
    private void forgetEnrolments(String poolId) {
        for (var client : clientIds(poolId, ENROLMENT)) deleteClient(poolId, client);
    }

    private void deleteClient(String poolId, String client) {
        cognito.deleteUserPoolClient(delete -> delete.userPoolId(poolId).clientId(client));
    }

    /**
     * Sets an authenticator up as she would herself, but for the phone. What a start that was killed left half done is done
     * anew.
     */
    private void enrol(String poolId, Person person, Secret passphrase, Authenticator app) {
        var user = cognito.adminGetUser(get -> get.userPoolId(poolId).username(person.name()));
        if (user.userMFASettingList().contains(TOKEN) && app.isKept()) return;
        cognito.adminSetUserMFAPreference(set ->
                set.userPoolId(poolId).username(person.name()).softwareTokenMfaSettings(token -> token.enabled(false)));
        var client = cognito.createUserPoolClient(create -> create.userPoolId(poolId)
                        .clientName(ENROLMENT)
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH))
                .userPoolClient()
                .clientId();
        try {
            var token = cognito.adminInitiateAuth(begin -> begin.userPoolId(poolId)
                            .clientId(client)
                            .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", person.name(), "PASSWORD", passphrase.reveal())))
                    .authenticationResult()
                    .accessToken();
            app.keep(() -> cognito.associateSoftwareToken(set -> set.accessToken(token))
                    .secretCode());
            // The code of half a minute ago, so that the one of now is still good for signing in.
            var code = app.code(clock.instant().minusSeconds(Totp.STEP_SECONDS));
            cognito.verifySoftwareToken(verify -> verify.accessToken(token).userCode(code));
        } finally {
            deleteClient(poolId, client);
        }
        cognito.adminSetUserMFAPreference(set -> set.userPoolId(poolId)
                .username(person.name())
                .softwareTokenMfaSettings(token -> token.enabled(true).preferredMfa(true)));
    }

    private String pool() {
        var pools = cognito.listUserPools(list -> list.maxResults(60)).userPools().stream()
                .filter(pool -> pool.name().equals(POOL))
                .map(pool -> pool.id())
                .toList();
        // The client is made last: without it a pool may lack anything.
        var whole = pools.stream()
                .filter(pool -> !clientIds(pool, CLIENT).isEmpty())
                .findFirst();
        if (whole.isPresent()) return whole.get();
        for (var half : pools) cognito.deleteUserPool(delete -> delete.userPoolId(half));
        return createPool();
    }

    private List<String> clientIds(String poolId, String name) {
        return cognito.listUserPoolClients(list -> list.userPoolId(poolId).maxResults(60)).userPoolClients().stream()
                .filter(client -> client.clientName().equals(name))
                .map(client -> client.clientId())
                .toList();
    }

    private String createPool() {
        var pool = cognito.createUserPool(create -> create.poolName(POOL).aliasAttributesWithStrings("email"))
                .userPool();
        cognito.createGroup(create -> create.userPoolId(pool.id()).groupName("staff"));
        cognito.createGroup(create -> create.userPoolId(pool.id()).groupName("care"));
        cognito.createResourceServer(create -> create.userPoolId(pool.id())
                .identifier(RESOURCE_SERVER)
                .name("Cloakroom")
                .scopes(ResourceServerScopeType.builder()
                        .scopeName(SCOPE)
                        .scopeDescription("Read one's own data")
                        .build()));
        return pool.id();
    }

    private Client client(String poolId, String name, String url) {
        var id = clientIds(poolId, name).stream().findFirst().orElseGet(() -> createClient(poolId, name));
        // Each time: the gateway's port may be another than at the last start.
        cognito.updateUserPoolClient(update -> update.userPoolId(poolId)
                .clientId(id)
                .clientName(name)
                .supportedIdentityProviders("COGNITO")
                .allowedOAuthFlowsUserPoolClient(true)
                .allowedOAuthFlows(OAuthFlowType.CODE)
                .allowedOAuthScopes("openid", "email", "profile", RESOURCE_SERVER + "/" + SCOPE)
                .callbackURLs(url + "/session/callback")
                .logoutURLs(url + "/session/signed-out")
                .enableTokenRevocation(true)
                .accessTokenValidity(ACCESS_TOKEN_MINUTES)
                .idTokenValidity(ACCESS_TOKEN_MINUTES)
                .refreshTokenValidity(REFRESH_TOKEN_HOURS)
                .tokenValidityUnits(units -> units.accessToken(TimeUnitsType.MINUTES)
                        .idToken(TimeUnitsType.MINUTES)
                        .refreshToken(TimeUnitsType.HOURS))
                .refreshTokenRotation(rotation ->
                        rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(ROTATION_GRACE_SECONDS)));
        var secret = cognito.describeUserPoolClient(
                        describe -> describe.userPoolId(poolId).clientId(id))
                .userPoolClient()
                .clientSecret();
        return new Client(id, new Secret(secret));
    }

    private String createClient(String poolId, String name) {
        return cognito.createUserPoolClient(
                        create -> create.userPoolId(poolId).clientName(name).generateSecret(true))
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
