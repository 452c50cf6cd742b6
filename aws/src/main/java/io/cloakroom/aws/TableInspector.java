package io.cloakroom.aws;

import io.cloakroom.record.Tables;
import io.cloakroom.record.Tables.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Compares tables with what they have to be. It changes none. */
public final class TableInspector {
    private static final int BAD_REQUEST = 400;

    private final DynamoDb db;

    public TableInspector(DynamoDb db) {
        this.db = db;
    }

    /** What differs from {@link Tables}. */
    public enum Fault {
        KEY,
        INDEX,
        NO_EXPIRY,
        NOT_READY
    }

    /** How a table was found. */
    public sealed interface Finding {
        /** @param faults none if it can be used */
        record There(Set<Fault> faults) implements Finding {
            public There {
                faults = Set.copyOf(faults);
            }
        }

        record Missing() implements Finding {}

        /** The SDK finds nothing to sign its requests with. */
        record NoCredentials() implements Finding {}

        /** @param code DynamoDB's own word, such as {@code AccessDeniedException} */
        record Refused(String code) implements Finding {}
    }

    /** @throws io.cloakroom.upstream.UpstreamException if DynamoDB cannot be asked */
    public Finding inspect(Table table) {
        return db.call(client -> {
            try {
                return new Finding.There(faults(client, table));
            } catch (ResourceNotFoundException missing) {
                return new Finding.Missing();
            } catch (DynamoDbException refused) {
                if (refused.statusCode() != BAD_REQUEST) throw refused;
                return new Finding.Refused(refused.awsErrorDetails().errorCode());
            } catch (SdkClientException failure) {
                if (!Complaint.isUnsigned(failure)) throw failure;
                return new Finding.NoCredentials();
            }
        });
    }

    private static Set<Fault> faults(DynamoDbClient client, Table table) {
        var described = client.describeTable(describe -> describe.tableName(table.name()))
                .table();
        var faults = EnumSet.noneOf(Fault.class);
        if (!isOfKey(described, described.keySchema(), table.partition(), table.sort())) faults.add(Fault.KEY);
        if (!table.indexes().stream().allMatch(index -> hasIndex(described, index))) faults.add(Fault.INDEX);
        if (!isReady(described)) faults.add(Fault.NOT_READY);
        if (table.expires() && !expires(client, table)) faults.add(Fault.NO_EXPIRY);
        return faults;
    }

    private static boolean isReady(TableDescription described) {
        return described.tableStatus() == TableStatus.ACTIVE || described.tableStatus() == TableStatus.UPDATING;
    }

    private static boolean hasIndex(TableDescription described, Tables.Index index) {
        return described.globalSecondaryIndexes().stream()
                .filter(other -> other.indexName().equals(index.name()))
                .anyMatch(other -> isOfKey(described, other.keySchema(), index.partition(), List.of()));
    }

    private static boolean isOfKey(
            TableDescription described, List<KeySchemaElement> schema, Tables.Key partition, List<Tables.Key> sort) {
        if (schema.size() != 1 + sort.size()) return false;
        // DynamoDB tells the partition's attribute first.
        if (!isKey(described, schema.getFirst(), partition)) return false;
        return sort.isEmpty() || isKey(described, schema.getLast(), sort.getFirst());
    }

    private static boolean isKey(TableDescription described, KeySchemaElement element, Tables.Key key) {
        var type = key.isNumber() ? ScalarAttributeType.N : ScalarAttributeType.S;
        return element.attributeName().equals(key.attribute())
                && described.attributeDefinitions().stream()
                        .anyMatch(definition -> definition.attributeName().equals(key.attribute())
                                && definition.attributeType() == type);
    }

    private static boolean expires(DynamoDbClient client, Table table) {
        var told = client.describeTimeToLive(describe -> describe.tableName(table.name()));
        return Optional.ofNullable(told.timeToLiveDescription())
                .filter(ttl -> Tables.EXPIRES.equals(ttl.attributeName()))
                .filter(ttl -> ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING)
                .isPresent();
    }
}
