package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.userpool.Browser.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;

/** The wire itself: targets, bodies and signatures that are not as they should be. */
class ApiProtocolTest {
    private static final PoolFixture POOL = new PoolFixture();
    private static final String TARGET = "AWSCognitoIdentityProviderService.";

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static Page call(String target, String contentType, String body, Map<String, String> headers) {
        var browser = POOL.browser();
        var request = browser.request("/")
                .header("X-Amz-Target", target)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return browser.send(request);
    }

    private static Page call(String target, String body) {
        return call(target, "application/x-amz-json-1.1", body, Map.of());
    }

    private static void assertError(Page answer, String name) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(answer.header("x-amzn-ErrorType")).isEqualTo(name + ":");
        assertThat(answer.header("x-amzn-RequestId")).isNotEmpty();
        assertThat(PoolFixture.json(answer.body()).text("__type")).hasValue(name);
    }

    @ParameterizedTest
    @CsvSource({TARGET + "MakeCoffee", TARGET, "DynamoDB_20120810.GetItem", TARGET + "describeuserpool"})
    void target_unknown_isUnknownOperation(String target) {
        assertError(call(target, "{}"), "UnknownOperationException");
    }

    @Test
    void target_missing_isUnknownOperation() {
        var browser = POOL.browser();
        assertError(
                browser.send(browser.request("/").POST(HttpRequest.BodyPublishers.ofString("{}"))),
                "UnknownOperationException");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`{`", "`[]`", "``", "`{\"Token\":1}`", "`{\"Token\":\"a\",\"Token\":\"b\"}`"})
    void body_notOfItsForm_isSerializationException(String body) {
        assertError(call(TARGET + "RevokeToken", body), "SerializationException");
    }

    @Test
    void body_otherContentType_isSerializationException() {
        assertError(call(TARGET + "RevokeToken", "application/json", "{}", Map.of()), "SerializationException");
    }

    @Test
    void member_thatIsNotServed_isRefusedByName() {
        var answer = call(TARGET + "RevokeToken", "{\"Tokens\":\"x\"}");
        assertError(answer, "InvalidParameterException");
        assertThat(answer.body()).contains("Tokens: not served");
    }

    @Test
    void member_null_countsAsLeftOut() {
        var answer = call(TARGET + "RevokeToken", "{\"Token\":\"x\",\"ClientId\":\"nobody\",\"ClientSecret\":null}");
        assertError(answer, "UnauthorizedException");
    }

    @Test
    void signature_missing_isMissingAuthenticationToken() {
        assertError(call(TARGET + "ListUserPools", "{\"MaxResults\":1}"), "MissingAuthenticationTokenException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer token",
                "AWS4-HMAC-SHA256 Credential=a/b",
                "AWS4-HMAC-SHA256 Credential=a/20261123/local/cognito-idp/aws4_request, SignedHeaders=host, Signature=00"
            })
    void signature_notOfItsForm_isIncomplete(String authorization) {
        var answer = call(
                TARGET + "ListUserPools",
                "application/x-amz-json-1.1",
                "{\"MaxResults\":1}",
                Map.of("Authorization", authorization));
        assertError(answer, "IncompleteSignatureException");
    }

    @Test
    void signature_ofAnUnknownKey_isUnrecognizedClient() {
        var key = POOL.server.adminKey();
        assertRefused(
                PoolFixture.aws(
                        POOL.server,
                        "LOCALAAAAAAAAAAAAAAA",
                        key.secretAccessKey().reveal()),
                "UnrecognizedClientException");
    }

    @Test
    void signature_withAnotherSecret_isInvalid() {
        assertRefused(
                PoolFixture.aws(POOL.server, POOL.server.adminKey().accessKeyId(), "x".repeat(43)),
                "InvalidSignatureException");
    }

    @Test
    void signature_forAnotherRegion_isInvalid() {
        var key = POOL.server.adminKey();
        assertRefused(
                client(
                        Region.US_EAST_1,
                        AwsBasicCredentials.create(
                                key.accessKeyId(), key.secretAccessKey().reveal())),
                "InvalidSignatureException");
    }

    @Test
    void signature_withASessionToken_isUnrecognizedClient() {
        var key = POOL.server.adminKey();
        var session = AwsSessionCredentials.create(
                key.accessKeyId(), key.secretAccessKey().reveal(), "token");
        assertRefused(client(Region.of("local"), session), "UnrecognizedClientException");
    }

    private static CognitoIdentityProviderClient client(Region region, AwsCredentials credentials) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + POOL.server.port()))
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static void assertRefused(CognitoIdentityProviderClient client, String error) {
        try (client) {
            assertThatThrownBy(() -> client.listUserPools(list -> list.maxResults(1)))
                    .isInstanceOfSatisfying(CognitoIdentityProviderException.class, fault -> {
                        assertThat(fault.statusCode()).isEqualTo(400);
                        assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(error);
                    });
        }
    }

    @Test
    void adminKeyFile_readAsAwsCredentials_opensTheApi() {
        var file = ProfileFile.builder()
                .type(ProfileFile.Type.CREDENTIALS)
                .content(POOL.server.adminKey().file())
                .build();
        try (var client = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + POOL.server.port()))
                .region(Region.of(POOL.server.region()))
                .credentialsProvider(
                        ProfileCredentialsProvider.builder().profileFile(file).build())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            assertThat(client.listUserPools(list -> list.maxResults(1)).userPools())
                    .isNotEmpty();
        }
    }

    @Test
    void clock_movedByHours_isFollowedByTheSdk() {
        try (var pool = new PoolFixture()) {
            pool.clock.advance(Duration.ofHours(9));
            assertThat(pool.aws.listUserPools(list -> list.maxResults(1)).userPools())
                    .hasSize(1);
        }
    }

    @Test
    void page_ofAnyOrigin_mayCall_andReadsWhatBecameOfIt() {
        var browser = POOL.browser();
        var preflight = browser.send(browser.request("/")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("x-amz-target", "cache-control");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        var refused = browser.send(browser.request("/")
                .header("Origin", "https://app.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("x-amzn-ErrorType");
        assertThat(browser.get("/login").header("Access-Control-Allow-Origin")).isEmpty();
    }
}
