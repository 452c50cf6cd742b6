package io.cloakroom.bench.system;

import io.cloakroom.aws.DynamoDbConfig;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Items of a sealed record's size, written as the SDK writes them: nothing is read, sealed or held to a condition. */
public final class PlainWrites implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final int A_BATCH = 25;
    private static final int SEALED_BYTES = 70;

    private final DynamoDbClient client;
    private final String table;

    public PlainWrites(DynamoDbConfig config) {
        var keys = config.keys().orElseThrow();
        this.table = config.tables().members().name();
        this.client = DynamoDbClient.builder()
                .region(Region.of(config.region()))
                .endpointOverride(URI.create(config.endpoint().orElseThrow()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.id(), keys.secret().reveal())))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(AT_ONCE))
                .build();
    }

    /** Each by a call of its own. */
    public void put(int count) {
        all(count, () -> client.putItem(put -> put.tableName(table).item(item())));
    }

    /** So many of them as fit in a call. */
    public void batch(int count) {
        all(count / A_BATCH, () -> {
            var writes = IntStream.range(0, A_BATCH)
                    .mapToObj(_ -> WriteRequest.builder()
                            .putRequest(put -> put.item(item()))
                            .build())
                    .toList();
            var left = client.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
            if (left.hasUnprocessedItems() && !left.unprocessedItems().isEmpty())
                throw new IllegalStateException("not all was written");
            return left;
        });
    }

    private static void all(int count, Callable<?> call) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var calls = new ArrayList<Callable<Object>>();
            for (var i = 0; i < count; i++) calls.add(call::call);
            for (var done : threads.invokeAll(calls)) done.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Map<String, AttributeValue> item() {
        return Map.of(
                "sub", AttributeValue.fromS(UUID.randomUUID().toString()),
                "item", AttributeValue.fromS("record#contact-details#self"),
                "version", AttributeValue.fromN("1"),
                "written", AttributeValue.fromS(Instant.EPOCH.toString()),
                "write", AttributeValue.fromS(UUID.randomUUID().toString()),
                "fields", AttributeValue.fromM(Map.of("phone", sealed(), "address", sealed(), "emergency", sealed())));
    }

    private static AttributeValue sealed() {
        var bytes = new byte[SEALED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    @Override
    public void close() {
        client.close();
    }
}
