package io.cloakroom.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * DynamoDB's JSON for what we ask ourselves: requests written, answers read. Reads the types that our stores write, and no
 * others.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html">GetItem</a>
 */
final class ItemJson {
    private static final int DEPTH_MAX = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(KeptConnection.BODY_BYTES_MAX)
                    .maxStringLength(KeptConnection.BODY_BYTES_MAX)
                    .maxNestingDepth(DEPTH_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ItemJson() {}

    /** An answer that is none of DynamoDB's, or holds a type that is none of ours. Says nothing of what it holds. */
    static final class UnreadableException extends IOException {
        private UnreadableException(String reason) {
            super(reason);
        }
    }

    static byte[] getItem(String table, Map<String, AttributeValue> key) {
        return written(json -> {
            json.writeStringProperty("TableName", table);
            json.writeName("Key");
            writeItem(json, key);
            json.writeBooleanProperty("ConsistentRead", true);
        });
    }

    static byte[] batchGetItem(String table, List<Map<String, AttributeValue>> keys) {
        return written(json -> {
            json.writeObjectPropertyStart("RequestItems");
            json.writeObjectPropertyStart(table);
            json.writeArrayPropertyStart("Keys");
            for (var key : keys) writeItem(json, key);
            json.writeEndArray();
            json.writeBooleanProperty("ConsistentRead", true);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static byte[] query(Range range) {
        return written(json -> {
            json.writeStringProperty("TableName", range.table());
            json.writeStringProperty("KeyConditionExpression", range.condition());
            json.writeObjectPropertyStart("ExpressionAttributeNames");
            range.names().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeName("ExpressionAttributeValues");
            writeItem(json, range.values());
            json.writeBooleanProperty("ScanIndexForward", range.isForward());
            json.writeBooleanProperty("ConsistentRead", true);
            json.writeNumberProperty("Limit", range.limit());
            range.after().ifPresent(key -> {
                json.writeName("ExclusiveStartKey");
                writeItem(json, key);
            });
        });
    }

    /** @param key an attribute of the item's key: an item that has it is there already */
    static byte[] putNew(String table, Map<String, AttributeValue> item, String key) {
        return written(json -> {
            json.writeStringProperty("TableName", table);
            json.writeName("Item");
            writeItem(json, item);
            json.writeStringProperty("ConditionExpression", "attribute_not_exists(#key)");
            json.writeObjectPropertyStart("ExpressionAttributeNames");
            json.writeStringProperty("#key", key);
            json.writeEndObject();
        });
    }

    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json);
    }

    private static byte[] written(Members members) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeItem(JsonGenerator json, Map<String, AttributeValue> item) {
        json.writeStartObject();
        item.forEach((name, value) -> {
            json.writeObjectPropertyStart(name);
            writeValue(json, value);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, AttributeValue value) {
        switch (value.type()) {
            case S -> json.writeStringProperty("S", value.s());
            case N -> json.writeStringProperty("N", value.n());
            case B -> json.writeBinaryProperty("B", value.b().asByteArrayUnsafe());
            default -> throw new IllegalArgumentException("a type that we do not write ourselves: " + value.type());
        }
    }

    /** The item of a {@code GetItem}; empty if there is none. */
    static Optional<Item> item(byte[] answer) throws UnreadableException {
        return read(answer, json -> {
            var found = new HashMap<String, AttributeValue>();
            members(json, name -> {
                if (name.equals("Item")) found.putAll(readItem(json));
                else json.skipChildren();
            });
            return Item.of(found);
        });
    }

    /** The items of a {@code Query}, and where it goes on. */
    static Reads.Page page(byte[] answer) throws UnreadableException {
        return read(answer, json -> {
            var found = new ArrayList<Item>();
            var next = new HashMap<String, AttributeValue>();
            members(json, name -> {
                switch (name) {
                    case "Items" -> found.addAll(readItems(json));
                    case "LastEvaluatedKey" -> next.putAll(readItem(json));
                    default -> json.skipChildren();
                }
            });
            return new Reads.Page(found, Item.of(next).map(Item::attributes));
        });
    }

    /** The items of a {@code BatchGetItem} of one table; unreadable if some keys were left for another time. */
    static List<Item> items(byte[] answer, String table) throws UnreadableException {
        return read(answer, json -> {
            var found = new ArrayList<Item>();
            members(json, name -> {
                switch (name) {
                    case "Responses" ->
                        members(json, its -> {
                            require(its.equals(table), "another table");
                            found.addAll(readItems(json));
                        });
                    case "UnprocessedKeys" -> members(json, _ -> require(false, "keys left out"));
                    default -> json.skipChildren();
                }
            });
            return List.copyOf(found);
        });
    }

    /**
     * Whether a refusal is for the write's own condition.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error handling
     *     with DynamoDB</a>
     */
    static boolean isConditionFailed(byte[] answer) throws UnreadableException {
        return read(answer, json -> {
            var types = new ArrayList<String>();
            members(json, name -> {
                if (name.equals("__type")) types.add(text(json, json.currentToken()));
                else json.skipChildren();
            });
            return types.stream().anyMatch(type -> type.endsWith("#ConditionalCheckFailedException"));
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(JsonParser json) throws UnreadableException;
    }

    private static <T> T read(byte[] answer, Reading<T> reading) throws UnreadableException {
        try (var json = FACTORY.createParser(ObjectReadContext.empty(), answer)) {
            json.nextToken();
            var read = reading.read(json);
            require(json.nextToken() == null, "more than one value");
            return read;
        } catch (JacksonException fault) {
            // The library's message quotes the text, which is a member's.
            throw new UnreadableException(fault.getClass().getSimpleName());
        }
    }

    @FunctionalInterface
    private interface Member {
        void read(String name) throws UnreadableException;
    }

    /** Stands at an object's begin; at each member's value when it calls; at the object's end afterwards. */
    private static void members(JsonParser json, Member member) throws UnreadableException {
        require(json.currentToken() == JsonToken.START_OBJECT, "no object");
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            member.read(name);
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "no end");
    }

    private static List<Item> readItems(JsonParser json) throws UnreadableException {
        require(json.currentToken() == JsonToken.START_ARRAY, "no list");
        var items = new ArrayList<Item>();
        while (json.nextToken() != JsonToken.END_ARRAY) Item.of(readItem(json)).ifPresent(items::add);
        return items;
    }

    private static Map<String, AttributeValue> readItem(JsonParser json) throws UnreadableException {
        var item = new HashMap<String, AttributeValue>();
        members(json, name -> item.put(name, readValue(json)));
        return item;
    }

    /** A value stands in an object of one member, whose name is the type. */
    private static AttributeValue readValue(JsonParser json) throws UnreadableException {
        require(json.currentToken() == JsonToken.START_OBJECT, "no value");
        var type = String.valueOf(json.nextName());
        var token = json.nextToken();
        var value = switch (type) {
            case "S" -> AttributeValue.fromS(text(json, token));
            case "N" -> AttributeValue.fromN(text(json, token));
            case "B" -> {
                require(token == JsonToken.VALUE_STRING, "no bytes");
                yield AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(json.getBinaryValue()));
            }
            case "BOOL" -> {
                require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, "no flag");
                yield AttributeValue.fromBool(token == JsonToken.VALUE_TRUE);
            }
            case "M" -> AttributeValue.fromM(readItem(json));
            case "L" -> AttributeValue.fromL(readValues(json));
            default -> throw new UnreadableException("a type that we do not write");
        };
        require(json.nextToken() == JsonToken.END_OBJECT, "two types");
        return value;
    }

    private static List<AttributeValue> readValues(JsonParser json) throws UnreadableException {
        require(json.currentToken() == JsonToken.START_ARRAY, "no list");
        var values = new ArrayList<AttributeValue>();
        while (json.nextToken() != JsonToken.END_ARRAY) values.add(readValue(json));
        return values;
    }

    private static String text(JsonParser json, JsonToken token) throws UnreadableException {
        require(token == JsonToken.VALUE_STRING, "no text");
        return json.getString();
    }

    private static void require(boolean holds, String reason) throws UnreadableException {
        if (!holds) throw new UnreadableException(reason);
    }
}
