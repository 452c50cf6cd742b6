package io.cloakroom.aws;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads by the SDK: with its retries, its endpoints and its care for clocks.
 *
 * @param within the whole of one read, with every retry
 */
record SdkReads(DynamoDb db, Duration within) implements Reads {

    @Override
    public Optional<Item> item(String table, Map<String, AttributeValue> key) {
        var found = db.call(client -> client.getItem(
                get -> get.tableName(table).key(key).consistentRead(true).overrideConfiguration(this::deadline)));
        return Item.of(found.item());
    }

    @Override
    public List<Item> items(String table, List<Map<String, AttributeValue>> keys) {
        var asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
        var found = db.call(client -> client.batchGetItem(
                get -> get.requestItems(Map.of(table, asked)).overrideConfiguration(this::deadline)));
        // Throttled. That the rest is not there would be a guess.
        if (found.hasUnprocessedKeys() && !found.unprocessedKeys().isEmpty()) throw new Unavailable("DynamoDB", null);
        return items(found.responses().getOrDefault(table, List.of()));
    }

    @Override
    public Page page(Range range) {
        var found = db.call(client -> client.query(query -> query.tableName(range.table())
                .keyConditionExpression(range.condition())
                .expressionAttributeNames(range.names())
                .expressionAttributeValues(range.values())
                .scanIndexForward(range.isForward())
                .consistentRead(true)
                .limit(range.limit())
                .exclusiveStartKey(range.after().orElse(null))
                .overrideConfiguration(this::deadline)));
        return new Page(
                items(found.items()), Optional.of(found.lastEvaluatedKey()).filter(key -> !key.isEmpty()));
    }

    private void deadline(AwsRequestOverrideConfiguration.Builder override) {
        override.apiCallTimeout(within);
    }

    private static List<Item> items(List<Map<String, AttributeValue>> found) {
        return found.stream().flatMap(item -> Item.of(item).stream()).toList();
    }
}
