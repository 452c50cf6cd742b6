package io.cloakroom.aws;

import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * What sites do within an hour: an item for each site, so that several gateways count together.
 *
 * @param item its sort key in the table of facts
 */
record HourCount(DynamoDb db, String table, String item) {
    private static final String HOUR = "hour";
    private static final int ATTEMPTS_MAX = 8;

    /**
     * Counts in one step.
     *
     * @param hour since 1970; where another gateway is in the next hour already, it is counted there
     * @param more by attribute
     * @return what was counted in that hour, this included
     */
    Map<String, Long> add(SiteId site, long hour, Map<String, Long> more) {
        for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            var counted = goOn(site, hour, more).or(() -> begin(site, hour, more));
            if (counted.isPresent()) return counted.get();
        }
        throw new Unavailable("DynamoDB", null);
    }

    private Optional<Map<String, Long>> goOn(SiteId site, long hour, Map<String, Long> more) {
        var update = "ADD " + each(more, name -> "#" + name + " :" + name);
        return counted(site, hour, more, update, "#hour >= :hour");
    }

    private Optional<Map<String, Long>> begin(SiteId site, long hour, Map<String, Long> more) {
        var update = "SET #hour = :hour, " + each(more, name -> "#" + name + " = :" + name);
        return counted(site, hour, more, update, "attribute_not_exists(#hour) OR #hour < :hour");
    }

    private static String each(Map<String, Long> more, UnaryOperator<String> part) {
        return more.keySet().stream().map(part).collect(Collectors.joining(", "));
    }

    private Optional<Map<String, Long>> counted(
            SiteId site, long hour, Map<String, Long> more, String expression, String condition) {
        var names = new HashMap<>(Map.of("#hour", HOUR));
        var values = new HashMap<>(Map.of(":hour", Item.numberValue(hour)));
        more.forEach((name, by) -> {
            names.put("#" + name, name);
            values.put(":" + name, Item.numberValue(by));
        });
        return db.callIf(client -> client.updateItem(update -> update.tableName(table)
                        .key(key(site))
                        .updateExpression(expression)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValues(ReturnValue.ALL_NEW)))
                .map(answer -> read(answer.attributes(), more));
    }

    private static Map<String, Long> read(Map<String, AttributeValue> attributes, Map<String, Long> more) {
        var item = Item.of(attributes).orElseThrow();
        return more.keySet().stream().collect(Collectors.toMap(name -> name, item::number));
    }

    Map<String, AttributeValue> key(SiteId site) {
        return FactItems.key(Tables.siteIntake(site.value()), item).attributes();
    }
}
