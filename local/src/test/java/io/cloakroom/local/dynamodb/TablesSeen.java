package io.cloakroom.local.dynamodb;

import static io.cloakroom.local.dynamodb.RunningDynamoDb.TABLES;

import io.cloakroom.record.Tables;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All that an operator's tables hold at one moment, as it is stored. */
record TablesSeen(Map<String, List<Map<String, AttributeValue>>> items) {
    static TablesSeen of(Operator operator, URI dynamoDb) {
        try (var client = RunningDynamoDb.raw(dynamoDb, operator.account())) {
            return new TablesSeen(TABLES.all().stream()
                    .collect(Collectors.toMap(Tables.Table::name, table -> all(client, table.name()))));
        }
    }

    private static List<Map<String, AttributeValue>> all(DynamoDbClient client, String table) {
        return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .toList();
    }

    /** Items of members' records. */
    List<Map<String, AttributeValue>> records(Predicate<String> ofMember) {
        return of(TABLES.members().name(), ofMember);
    }

    /** Items of members' keys, a tombstone among them. */
    List<Map<String, AttributeValue>> keys(Predicate<String> ofMember) {
        return of(TABLES.keys().name(), ofMember);
    }

    private List<Map<String, AttributeValue>> of(String table, Predicate<String> member) {
        return items.getOrDefault(table, List.of()).stream()
                .filter(item ->
                        member.test(Objects.requireNonNull(item.get("sub")).s()))
                .toList();
    }

    static long version(Map<String, AttributeValue> item) {
        return Long.parseLong(Objects.requireNonNull(item.get("version")).n());
    }

    /** Whether a text stands anywhere as it is, also within bytes. */
    boolean show(String text) {
        return items.values().stream()
                .flatMap(List::stream)
                .flatMap(item -> item.values().stream())
                .anyMatch(value -> shows(value, text));
    }

    private static boolean shows(AttributeValue value, String text) {
        return Stream.of(
                                Stream.ofNullable(value.s()),
                                Stream.ofNullable(value.b()).map(bytes -> bytes.asString(StandardCharsets.ISO_8859_1)))
                        .flatMap(texts -> texts)
                        .anyMatch(held -> held.contains(text))
                || (value.hasM() && value.m().values().stream().anyMatch(inner -> shows(inner, text)))
                || (value.hasL() && value.l().stream().anyMatch(inner -> shows(inner, text)));
    }
}
