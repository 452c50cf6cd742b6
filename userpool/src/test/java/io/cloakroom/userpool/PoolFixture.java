package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.Browser.Page;
import io.cloakroom.userpool.store.Opaque;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClientBuilder;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** A running pool with a pool of e-mail users in it, a confidential client and one user, all made by the AWS SDK. */
final class PoolFixture implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    static final String CALLBACK = "http://members.cloakroom.localhost:8081/session/callback";
    static final String SIGNED_OUT = "http://members.cloakroom.localhost:8081/session/signed-out";
    static final String ADA = "ada@example.test";
    static final String PASSWORD = "Correct-horse-7-battery";
    static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-0";

    /** Held, because the JDK forgets the levels of loggers that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    static {
        HELIDON.setLevel(Level.WARNING);
    }

    private static final SeededFolder SEED = SeededFolder.make();

    final SettableClock clock = new SettableClock(START);
    final UserPoolServer server;
    final CognitoIdentityProviderClient aws;
    final String poolId = SEED.client().userPoolId();
    final UserPoolClientType client = SEED.client();

    PoolFixture() {
        this(UnaryOperator.identity());
    }

    /** Starts on a copy of a folder that was seeded once: new keys and passwords for each test would take seconds. */
    PoolFixture(UnaryOperator<UserPoolConfig> change) {
        server = UserPoolServer.start(change.apply(config(SEED.copy())), clock);
        aws = aws(server);
    }

    static UserPoolConfig config(Path data) {
        return UserPoolConfig.loopback(data, 0).withPublicUrl("http://pool.cognito.localhost:{port}");
    }

    static CognitoIdentityProviderClient aws(UserPoolServer server) {
        var key = server.adminKey();
        return aws(server, key.accessKeyId(), key.secretAccessKey().reveal());
    }

    static CognitoIdentityProviderClient aws(UserPoolServer server, String keyId, String secret) {
        return builder(server, keyId, secret).build();
    }

    private static CognitoIdentityProviderClientBuilder builder(UserPoolServer server, String keyId, String secret) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(server.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
                .httpClient(UrlConnectionHttpClient.create());
    }

    /** A client that does not try again by itself. */
    static CognitoIdentityProviderClient impatient(UserPoolServer server) {
        var key = server.adminKey();
        return builder(server, key.accessKeyId(), key.secretAccessKey().reveal())
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    UserPoolClientType createClient(Consumer<CreateUserPoolClientRequest.Builder> change) {
        return createClient(aws, poolId, change);
    }

    static UserPoolClientType createClient(
            CognitoIdentityProviderClient aws, String poolId, Consumer<CreateUserPoolClientRequest.Builder> change) {
        return aws.createUserPoolClient(builder -> {
                    builder.userPoolId(poolId)
                            .clientName("Alder House")
                            .generateSecret(true)
                            .allowedOAuthFlowsUserPoolClient(true)
                            .allowedOAuthFlows(OAuthFlowType.CODE)
                            .allowedOAuthScopes("openid", "email", "profile", "cloakroom/read")
                            .supportedIdentityProviders("COGNITO")
                            .callbackURLs(CALLBACK)
                            .logoutURLs(SIGNED_OUT);
                    change.accept(builder);
                })
                .userPoolClient();
    }

    void createUser(String email) {
        createUser(aws, poolId, email);
    }

    static void createUser(CognitoIdentityProviderClient aws, String poolId, String email) {
        aws.adminCreateUser(user -> user.userPoolId(poolId)
                .username(email)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(attribute("email_verified", "true"), attribute("name", "Ada Example")));
        aws.adminSetUserPassword(user ->
                user.userPoolId(poolId).username(email).password(PASSWORD).permanent(true));
    }

    static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    Browser browser() {
        return new Browser(server.port());
    }

    /** The parameters of a good authorization request. */
    Map<String, String> request(UserPoolClientType client) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId());
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "openid email cloakroom/read");
        parameters.put("state", "state-of-the-client");
        parameters.put("nonce", "nonce-of-the-client");
        parameters.put("code_challenge", Opaque.hash(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    Page authorize(Browser browser, Map<String, String> parameters) {
        return browser.get("/oauth2/authorize?" + Browser.encode(parameters));
    }

    /** Signs in and goes the whole way to the client's address. */
    Page signIn(Browser browser, Map<String, String> parameters, String name, String password) {
        var toLogin = authorize(browser, parameters);
        assertThat(toLogin.status()).isEqualTo(302);
        var answered = browser.submit(browser.get(toLogin.location()), Map.of("username", name, "password", password));
        assertThat(answered.status()).as(answered.body()).isEqualTo(303);
        return browser.get(Browser.refresh(browser.get(answered.location())));
    }

    String code(UserPoolClientType client) {
        return signIn(browser(), request(client), ADA, PASSWORD).code();
    }

    /** The form that exchanges a code. */
    Map<String, String> exchange(UserPoolClientType client, String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", client.clientId());
        if (client.clientSecret() != null) form.put("client_secret", client.clientSecret());
        form.put("redirect_uri", CALLBACK);
        form.put("code", code);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    Map<String, String> refresh(UserPoolClientType client, String refreshToken) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", client.clientId());
        if (client.clientSecret() != null) form.put("client_secret", client.clientSecret());
        form.put("refresh_token", refreshToken);
        return form;
    }

    Page token(Map<String, String> form) {
        return browser().post("/oauth2/token", form);
    }

    JsonObject tokens(Map<String, String> form) {
        var page = token(form);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return json(page.body());
    }

    JsonObject signInForTokens(UserPoolClientType client) {
        return tokens(exchange(client, code(client)));
    }

    Page userInfo(String accessToken) {
        var browser = browser();
        return browser.send(browser.request("/oauth2/userInfo").header("Authorization", "Bearer " + accessToken));
    }

    /** The outbox as its owner sees it. */
    List<JsonObject> messages() {
        var page = outbox(server.adminKey().basic().reveal());
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return json(page.body()).objects("Messages").orElseThrow();
    }

    Page outbox(String nameAndPassword) {
        var browser = browser();
        var basic = Base64.getEncoder().encodeToString(nameAndPassword.getBytes(StandardCharsets.UTF_8));
        return browser.send(browser.request("/outbox")
                .header("Accept", "application/json")
                .header("Authorization", "Basic " + basic));
    }

    /** The newest code that was sent to an address. */
    String code(String destination) {
        return messages().stream()
                .filter(message -> message.text("Destination").equals(Optional.of(destination)))
                .findFirst()
                .flatMap(message -> message.text("Code"))
                .orElseThrow();
    }

    /** What a token says, unverified: the story test verifies. */
    static JsonObject claims(String token) {
        return json(new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), StandardCharsets.UTF_8));
    }

    static JsonObject json(String text) {
        return switch (Json.read(text.getBytes(StandardCharsets.UTF_8))) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable fault -> throw new AssertionError(fault.reason() + ": " + text);
        };
    }

    @Override
    public void close() {
        aws.close();
        server.close();
    }
}
