package io.cloakroom.aws;

import io.cloakroom.record.Tables;
import io.cloakroom.record.Tables.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Makes the tables that are missing, and indexes that a table lacks. It changes nothing else, and deletes nothing. */
public final class TableMaker {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final DynamoDb db;
    private final Tables tables;

    public TableMaker(DynamoDb db, Tables tables) {
        this.db = db;
        this.tables = tables;
    }

    /** The tables that are missing, by name, in the order in which they would be made. */
    public List<Table> missing() {
        var there = names();
        return tables.all().stream()
                .filter(table -> !there.contains(table.name()))
                .toList();
    }

    private Set<String> names() {
        return db.call(client ->
                new TreeSet<>(client.listTablesPaginator().tableNames().stream().toList()));
    }

    /** Makes a table and waits until it can be used; harmless where somebody else makes it at the same time. */
    public void create(Table table) {
        db.call(client -> {
            try {
                client.createTable(request(table));
            } catch (ResourceInUseException there) {
                // Somebody was faster. It only has to become ready.
            }
            return client.waiter()
                    .waitUntilTableExists(
                            wait -> wait.tableName(table.name()), override -> override.waitTimeout(READY_WITHIN));
        });
        if (table.expires()) {
            db.call(client -> client.updateTimeToLive(update -> update.tableName(table.name())
                    .timeToLiveSpecification(spec -> spec.enabled(true).attributeName(Tables.EXPIRES))));
        }
    }

    /** The indexes that a table lacks that was made before there were any. */
    public List<Tables.Index> lacking(Table table) {
        var described = db.call(client -> client.describeTable(describe -> describe.tableName(table.name()))
                .table());
        var there = described.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .toList();
        return table.indexes().stream()
                .filter(index -> !there.contains(index.name()))
                .toList();
    }

    /** Begins to make an index; the table can be used meanwhile, and DynamoDB fills it with what is there. */
    public void create(Table table, Tables.Index index) {
        var made = index(index);
        var creation = CreateGlobalSecondaryIndexAction.builder()
                .indexName(made.indexName())
                .keySchema(made.keySchema())
                .projection(made.projection())
                .build();
        db.call(client -> client.updateTable(update -> update.tableName(table.name())
                .attributeDefinitions(attributes(table, List.of(index)))
                .globalSecondaryIndexUpdates(List.of(
                        GlobalSecondaryIndexUpdate.builder().create(creation).build()))));
    }

    private static CreateTableRequest request(Table table) {
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(table, table.indexes()))
                .keySchema(schema(keys(table)));
        var indexes = table.indexes().stream().map(TableMaker::index).toList();
        if (!indexes.isEmpty()) request.globalSecondaryIndexes(indexes);
        return request.build();
    }

    private static List<Tables.Key> keys(Table table) {
        return Stream.concat(Stream.of(table.partition()), table.sort().stream())
                .toList();
    }

    private static List<AttributeDefinition> attributes(Table table, List<Tables.Index> indexes) {
        var indexKeys = indexes.stream().map(Tables.Index::partition);
        return Stream.concat(keys(table).stream(), indexKeys)
                .distinct()
                .map(TableMaker::attribute)
                .toList();
    }

    private static GlobalSecondaryIndex index(Tables.Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(schema(List.of(index.partition())))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static AttributeDefinition attribute(Tables.Key key) {
        var type = key.isNumber() ? ScalarAttributeType.N : ScalarAttributeType.S;
        return AttributeDefinition.builder()
                .attributeName(key.attribute())
                .attributeType(type)
                .build();
    }

    private static List<KeySchemaElement> schema(List<Tables.Key> keys) {
        var schema = new ArrayList<KeySchemaElement>();
        for (var key : keys) {
            var type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            schema.add(KeySchemaElement.builder()
                    .attributeName(key.attribute())
                    .keyType(type)
                    .build());
        }
        return schema;
    }
}
