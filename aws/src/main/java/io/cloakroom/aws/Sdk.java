package io.cloakroom.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** What all clients of the SDK's have in common here. */
final class Sdk {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    private Sdk() {}

    /** These keys, or else those that the SDK finds: a role's. To be closed. */
    static AwsCredentialsProvider credentials(Optional<AwsBasicCredentials> keys) {
        return keys.<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    static void close(AwsCredentialsProvider credentials) {
        if (credentials instanceof SdkAutoCloseable closeable) closeable.close();
    }

    /**
     * How a client reaches its service.
     *
     * @param endpoint another than the region's own
     * @param answerWithin from the call to the last byte of the answer, with every retry in between
     */
    record Way(
            String region,
            Optional<String> endpoint,
            AwsCredentialsProvider credentials,
            Duration answerWithin,
            Duration attemptWithin,
            int connectionsMax) {}

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder, Way way) {
        var http = Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_WITHIN)
                .connectionAcquisitionTimeout(CONNECT_WITHIN)
                .maxConnections(way.connectionsMax());
        way.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.region(Region.of(way.region()))
                .credentialsProvider(way.credentials())
                .httpClientBuilder(http)
                .overrideConfiguration(override -> override.apiCallTimeout(way.answerWithin())
                        .apiCallAttemptTimeout(way.attemptWithin())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }

    /** The SDK has no type for an answer that it cannot read: it is a client's fault that is no failure to connect. */
    static boolean isUnreadable(SdkException failure) {
        var message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException && message.startsWith("Unable to unmarshall response");
    }
}
