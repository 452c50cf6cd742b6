package io.cloakroom.userpool.api;

import static io.cloakroom.config.Checks.isWithin;

import io.cloakroom.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The input of an operation, or an object inside it. Every getter checks form and limits and refuses in AWS's words, which
 * here never quote the value: it may be a password.
 */
final class Input {
    private static final int ITEMS_MAX = 100;

    private final JsonObject json;

    private Input(JsonObject json) {
        this.json = json;
    }

    /** @throws ApiFault if the object has any other member */
    static Input of(JsonObject json, Set<String> members) {
        for (var name : json.names()) {
            if (!members.contains(name)) throw ApiFault.invalid(name + ": not served by this user pool");
        }
        return new Input(json);
    }

    boolean has(String name) {
        return json.has(name);
    }

    String text(String name, TextRule rule) {
        return optionalText(name, rule).orElseThrow(() -> constraint("Value null", name, "Member must not be null"));
    }

    Optional<String> optionalText(String name, TextRule rule) {
        var text = typed(name, json.text(name));
        text.flatMap(rule::fault).ifPresent(fault -> {
            throw constraint("Value", name, fault);
        });
        return text;
    }

    /** One of a few words. */
    Optional<String> choice(String name, String... allowed) {
        var word = optionalText(name, TextRule.WORD);
        if (word.isEmpty() || Arrays.asList(allowed).contains(word.get())) return word;
        throw constraint("Value", name, "Member must satisfy enum value set: " + Arrays.toString(allowed));
    }

    boolean flag(String name, boolean otherwise) {
        return typed(name, json.flag(name)).orElse(otherwise);
    }

    OptionalLong integer(String name, long least, long most) {
        var number = json.integer(name);
        if (number.isEmpty() && json.has(name) && !json.isNull(name)) throw wrongType(name);
        if (number.isPresent() && !isWithin(least, number.getAsLong(), most)) {
            throw constraint("Value", name, "Member must be between " + least + " and " + most);
        }
        return number;
    }

    /** Absent means empty. */
    Set<String> texts(String name, TextRule rule) {
        var texts = typed(name, json.texts(name)).orElse(List.of());
        checkCount(name, texts.size());
        for (var text : texts) {
            rule.fault(text).ifPresent(fault -> {
                throw constraint("Value", name, fault);
            });
        }
        return new LinkedHashSet<>(texts);
    }

    Optional<Input> object(String name, String... members) {
        return typed(name, json.object(name)).map(object -> of(object, Set.of(members)));
    }

    /** An object of a form that is not AWS's. */
    Optional<JsonObject> document(String name) {
        return typed(name, json.object(name));
    }

    /** Absent means empty. */
    List<Input> objects(String name, String... members) {
        var objects = typed(name, json.objects(name)).orElse(List.of());
        checkCount(name, objects.size());
        var inputs = new ArrayList<Input>();
        for (var object : objects) inputs.add(of(object, Set.of(members)));
        return inputs;
    }

    /** An object whose members the caller names. */
    Map<String, String> map(String name, TextRule rule) {
        var map = new LinkedHashMap<String, String>();
        var object = typed(name, json.object(name));
        if (object.isEmpty()) return map;
        checkCount(name, object.get().names().size());
        for (var key : object.get().names()) {
            map.put(key, new Input(object.get()).text(key, rule));
        }
        return map;
    }

    /** A list of {@code {Name, Value}}. Where a name comes twice, the last one counts, as with Cognito. */
    Map<String, String> attributes(String name) {
        var attributes = new LinkedHashMap<String, String>();
        for (var attribute : objects(name, "Name", "Value")) {
            attributes.put(
                    attribute.text("Name", TextRule.ATTRIBUTE_NAME),
                    attribute.optionalText("Value", TextRule.ATTRIBUTE_VALUE).orElse(""));
        }
        return attributes;
    }

    private static void checkCount(String name, int count) {
        if (count > ITEMS_MAX) throw constraint("Value", name, "Member must have at most " + ITEMS_MAX + " items");
    }

    /** JSON's null counts as absent. */
    private <T> Optional<T> typed(String name, Optional<T> value) {
        if (value.isEmpty() && json.has(name) && !json.isNull(name)) throw wrongType(name);
        return value;
    }

    private static ApiFault wrongType(String name) {
        return new ApiFault(ApiFault.Type.SERIALIZATION, name + ": not of its type");
    }

    private static ApiFault constraint(String value, String name, String constraint) {
        var member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return ApiFault.invalid("1 validation error detected: " + value + " at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }

    @Override
    public String toString() {
        return "Input" + json.names();
    }
}
