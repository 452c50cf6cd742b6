package io.cloakroom.aws;

import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A DynamoDB item, written and read by type. Reading throws {@link Malformed} where an attribute is missing or of another
 * type: what a store gives back must be what was put there.
 */
final class Item {
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static Item empty() {
        return new Item(new HashMap<>());
    }

    /** @return empty for the SDK's empty map, which stands for no item */
    static Optional<Item> of(Map<String, AttributeValue> attributes) {
        return attributes.isEmpty() ? Optional.empty() : Optional.of(new Item(attributes));
    }

    static AttributeValue textValue(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue numberValue(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    Item text(String name, String value) {
        return with(name, textValue(value));
    }

    Item number(String name, long value) {
        return with(name, numberValue(value));
    }

    Item flag(String name, boolean value) {
        return with(name, AttributeValue.fromBool(value));
    }

    /** Milliseconds since 1970: exact, and it compares as a number. */
    Item instant(String name, Instant value) {
        return number(name, value.toEpochMilli());
    }

    Item bytes(String name, byte[] value) {
        return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    Item items(String name, List<Item> values) {
        return with(
                name,
                AttributeValue.fromL(values.stream()
                        .map(value -> AttributeValue.fromM(value.attributes))
                        .toList()));
    }

    Item with(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    String text(String name) {
        return read(name, AttributeValue::s);
    }

    Optional<String> optionalText(String name) {
        return attributes.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        try {
            return Long.parseLong(read(name, AttributeValue::n));
        } catch (NumberFormatException notWhole) {
            throw unreadable(name);
        }
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    Optional<Instant> optionalInstant(String name) {
        return attributes.containsKey(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    boolean flag(String name) {
        return read(name, AttributeValue::bool);
    }

    byte[] bytes(String name) {
        return read(name, AttributeValue::b).asByteArray();
    }

    List<Item> items(String name) {
        return values(name, AttributeValue::hasL, AttributeValue::l).stream()
                .map(value -> new Item(value.m()))
                .toList();
    }

    Map<String, AttributeValue> map(String name) {
        return values(name, AttributeValue::hasM, AttributeValue::m);
    }

    private <T> T values(String name, Function<AttributeValue, Boolean> has, Function<AttributeValue, T> get) {
        var value = attributes.get(name);
        if (value == null || !has.apply(value)) throw unreadable(name);
        return get.apply(value);
    }

    private <T> T read(String name, Function<AttributeValue, T> get) {
        var value = attributes.get(name);
        var typed = value == null ? null : get.apply(value);
        if (typed == null) throw unreadable(name);
        return typed;
    }

    private static Malformed unreadable(String name) {
        return new Malformed("DynamoDB", "attribute " + name + " missing or of another type");
    }

    @Override
    public String toString() {
        return "Item" + attributes.keySet();
    }
}
