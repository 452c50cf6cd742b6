package io.cloakroom.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of one partition, in the order of their sort key or against it.
 *
 * @param between of which sort keys; empty for all
 * @param limit how many, at most
 */
record Range(String table, String partition, String value, Optional<Between> between, int limit, boolean isForward) {

    /** Both ends belong to it. */
    record Between(String attribute, String from, String to) {}

    /** DynamoDB's condition; names stand in for attributes, some of which are reserved words. */
    String condition() {
        return "#p = :p" + (between.isPresent() ? " AND #s BETWEEN :from AND :to" : "");
    }

    Map<String, String> names() {
        var names = new HashMap<String, String>(Map.of("#p", partition));
        between.ifPresent(ends -> names.put("#s", ends.attribute()));
        return names;
    }

    Map<String, AttributeValue> values() {
        var values = new HashMap<String, AttributeValue>(Map.of(":p", Item.textValue(value)));
        between.ifPresent(ends -> values.put(":from", Item.textValue(ends.from())));
        between.ifPresent(ends -> values.put(":to", Item.textValue(ends.to())));
        return values;
    }
}
