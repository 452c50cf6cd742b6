package io.cloakroom.bench.system;

import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Tables;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Copies of a sealed record, written as the SDK writes them: nothing is read, sealed or held to a condition. */
public final class PlainWrites implements AutoCloseable {
    private static final String SUB = "sub";
    private static final int AT_ONCE = 16;
    private static final int A_BATCH = 25;

    private final DynamoDbClient client;
    private final String table;
    private final Map<String, AttributeValue> record;

    /** @param sub of a member whose contact details the vault has written */
    public PlainWrites(DynamoDbConfig config, String sub) {
        var keys = config.keys().orElseThrow();
        this.table = config.tables().members().name();
        this.client = DynamoDbClient.builder()
                .region(Region.of(config.region()))
                .endpointOverride(URI.create(config.endpoint().orElseThrow()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.id(), keys.secret().reveal())))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(AT_ONCE))
                .build();
        var item = Tables.recordItem(new CollectionId(Vault.COLLECTION), RecordId.SELF);
        this.record = client.getItem(get -> get.tableName(table)
                        .key(Map.of(SUB, AttributeValue.fromS(sub), "item", AttributeValue.fromS(item))))
                .item();
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

    /** The same of somebody new. */
    private Map<String, AttributeValue> item() {
        var item = new HashMap<>(record);
        item.put(SUB, AttributeValue.fromS(UUID.randomUUID().toString()));
        return item;
    }

    @Override
    public void close() {
        client.close();
    }
}
