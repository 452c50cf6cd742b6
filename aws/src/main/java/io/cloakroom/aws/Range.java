package io.cloakroom.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of one partition, in the order of their sort key or against it.
 *
 * @param keys which sort keys; empty for all
 * @param after the key behind which to begin, among those; empty for the first
 * @param limit how many, at most
 */
record Range(
        String table,
        String partition,
        String value,
        Optional<? extends Keys> keys,
        Optional<Map<String, AttributeValue>> after,
        int limit,
        boolean isForward) {

    Range(String table, String partition, String value, Optional<? extends Keys> keys, int limit, boolean isForward) {
        this(table, partition, value, keys, Optional.empty(), limit, isForward);
    }

    /** Some sort keys, which are texts. */
    sealed interface Keys {
        String attribute();
    }

    /** Both ends belong to it. */
    record Between(String attribute, String from, String to) implements Keys {}

    /** @param start what they begin with; not empty */
    record Beginning(String attribute, String start) implements Keys {}

    /** What is left of it. */
    Range goingOn(Map<String, AttributeValue> behind, int left) {
        return new Range(table, partition, value, keys, Optional.of(behind), left, isForward);
    }

    /** DynamoDB's condition; names stand in for attributes, some of which are reserved words. */
    String condition() {
        return "#p = :p" + keys.map(Range::condition).orElse("");
    }

    private static String condition(Keys keys) {
        return switch (keys) {
            case Between _ -> " AND #s BETWEEN :from AND :to";
            case Beginning _ -> " AND begins_with(#s, :start)";
        };
    }

    Map<String, String> names() {
        var names = new HashMap<String, String>(Map.of("#p", partition));
        keys.ifPresent(its -> names.put("#s", its.attribute()));
        return names;
    }

    Map<String, AttributeValue> values() {
        var values = new HashMap<String, AttributeValue>(Map.of(":p", Item.textValue(value)));
        keys.ifPresent(its -> values.putAll(values(its)));
        return values;
    }

    private static Map<String, AttributeValue> values(Keys keys) {
        return switch (keys) {
            case Between between ->
                Map.of(":from", Item.textValue(between.from()), ":to", Item.textValue(between.to()));
            case Beginning beginning -> Map.of(":start", Item.textValue(beginning.start()));
        };
    }
}
