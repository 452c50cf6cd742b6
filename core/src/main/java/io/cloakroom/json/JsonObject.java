package io.cloakroom.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object as it was sent. A getter answers empty where the member is absent or of another type, so that every
 * caller says what a missing member means. Its text names the members and hides their values.
 */
public final class JsonObject {
    private final ObjectNode node;

    JsonObject(ObjectNode node) {
        this.node = node;
    }

    public Set<String> names() {
        return Set.copyOf(node.propertyNames());
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** Whether the member is there and says {@code null}; a getter answers empty then. */
    public boolean isNull(String name) {
        var value = node.get(name);
        return value != null && value.isNull();
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(node.get(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    /** A whole number that fits a long; {@code 1.0} and {@code "1"} are none. */
    public OptionalLong integer(String name) {
        var value = node.get(name);
        return value != null && value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(node.get(name)).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    public Optional<JsonObject> object(String name) {
        return node.get(name) instanceof ObjectNode object ? Optional.of(new JsonObject(object)) : Optional.empty();
    }

    /** Empty if the member is absent, no array, or holds anything but texts. */
    public Optional<List<String>> texts(String name) {
        var value = node.get(name);
        if (value == null || !value.isArray()) return Optional.empty();
        var texts = new ArrayList<String>();
        for (var item : value) {
            if (!item.isString()) return Optional.empty();
            texts.add(item.stringValue());
        }
        return Optional.of(List.copyOf(texts));
    }

    /** Empty if the member is absent, no array, or holds anything but objects. */
    public Optional<List<JsonObject>> objects(String name) {
        var value = node.get(name);
        if (value == null || !value.isArray()) return Optional.empty();
        var objects = new ArrayList<JsonObject>();
        for (var item : value) {
            if (!(item instanceof ObjectNode object)) return Optional.empty();
            objects.add(new JsonObject(object));
        }
        return Optional.of(List.copyOf(objects));
    }

    /** Everything in it, for {@link Json#write}: texts, numbers, booleans, lists and maps of them. What says null is left out. */
    public Map<String, Object> values() {
        return map(node);
    }

    private static Map<String, Object> map(ObjectNode object) {
        var map = new LinkedHashMap<String, Object>();
        object.properties()
                .forEach(member -> value(member.getValue()).ifPresent(value -> map.put(member.getKey(), value)));
        return map;
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isNull()) return Optional.empty();
        if (node instanceof ObjectNode object) return Optional.of(map(object));
        if (node.isArray()) return Optional.of(list(node));
        if (node.isBoolean()) return Optional.of(node.booleanValue());
        return Optional.of(node.isNumber() ? node.numberValue() : node.stringValue());
    }

    private static List<Object> list(JsonNode array) {
        var list = new ArrayList<Object>();
        for (var item : array) value(item).ifPresent(list::add);
        return list;
    }

    @Override
    public String toString() {
        return "JsonObject" + names();
    }
}
