package io.cloakroom.aws;

import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The SDK's client within our deadlines; its exceptions become our two. */
public final class DynamoDb implements AutoCloseable {
    /** From the call to the last byte of the answer, with every retry in between. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private static final Duration ATTEMPT_WITHIN = Duration.ofMillis(1500);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final int CONNECTIONS_MAX = 128;
    private static final String SYSTEM = "DynamoDB";

    private final DynamoDbClient client;

    private DynamoDb(DynamoDbClient client) {
        this.client = client;
    }

    public static DynamoDb connect(DynamoDbConfig config) {
        var http = Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_WITHIN)
                .connectionAcquisitionTimeout(CONNECT_WITHIN)
                .maxConnections(CONNECTIONS_MAX);
        var builder = DynamoDbClient.builder()
                .region(Region.of(config.region()))
                .httpClientBuilder(http)
                .overrideConfiguration(override -> override.apiCallTimeout(ANSWER_WITHIN)
                        .apiCallAttemptTimeout(ATTEMPT_WITHIN)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
        config.endpoint().ifPresent(endpoint -> builder.endpointOverride(URI.create(endpoint)));
        config.keys()
                .map(keys -> AwsBasicCredentials.create(keys.id(), keys.secret().reveal()))
                .ifPresent(keys -> builder.credentialsProvider(StaticCredentialsProvider.create(keys)));
        return new DynamoDb(builder.build());
    }

    <T> T call(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client);
        } catch (SdkException failure) {
            throw translated(failure);
        }
    }

    /** @return empty if the write's condition does not hold */
    <T> Optional<T> callIf(Function<DynamoDbClient, T> call) {
        try {
            return Optional.of(call.apply(client));
        } catch (ConditionalCheckFailedException refused) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw translated(failure);
        }
    }

    /** @throws io.cloakroom.upstream.UpstreamException if the table cannot be asked for */
    public void check(String table) {
        call(client -> client.describeTable(describe -> describe.tableName(table)));
    }

    private static RuntimeException translated(SdkException failure) {
        return isUnreadable(failure) ? new Malformed(SYSTEM, "not DynamoDB's JSON") : new Unavailable(SYSTEM, failure);
    }

    /** The SDK has no type for an answer that it cannot read: it is a client's fault that is no failure to connect. */
    private static boolean isUnreadable(SdkException failure) {
        var message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException && message.startsWith("Unable to unmarshall response");
    }

    @Override
    public void close() {
        client.close();
    }
}
