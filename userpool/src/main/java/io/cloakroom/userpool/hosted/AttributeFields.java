package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.userpool.pages.NewPasswordView.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Form fields for attributes that a user still lacks. */
final class AttributeFields {
    private static final String PREFIX = "attribute.";
    private static final Map<String, Field> KNOWN = Map.of(
            "email", new Field(PREFIX + "email", "E-mail address", "email", "email", ""),
            "phone_number", new Field(PREFIX + "phone_number", "Phone number, such as +441632960000", "tel", "tel", ""),
            "name", new Field(PREFIX + "name", "Full name", "text", "name", ""),
            "given_name", new Field(PREFIX + "given_name", "First name", "text", "given-name", ""),
            "family_name", new Field(PREFIX + "family_name", "Last name", "text", "family-name", ""),
            "nickname", new Field(PREFIX + "nickname", "Nickname", "text", "nickname", ""),
            "birthdate", new Field(PREFIX + "birthdate", "Date of birth", "date", "bday", ""));

    private AttributeFields() {}

    static List<Field> of(List<String> attributes, Optional<Parameters> typed) {
        return attributes.stream().map(name -> field(name, typed)).toList();
    }

    private static Field field(String attribute, Optional<Parameters> typed) {
        var known = Optional.ofNullable(KNOWN.get(attribute)).orElseGet(() -> plain(attribute));
        var value = typed.flatMap(form -> form.get(known.name())).orElse("");
        return new Field(known.name(), known.label(), known.kind(), known.autocomplete(), value);
    }

    private static Field plain(String attribute) {
        var words = attribute.replace("custom:", "").replace('_', ' ');
        return new Field(
                PREFIX + attribute,
                words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                "text",
                "",
                "");
    }

    /** What was typed for these attributes; blank is nothing. */
    static Map<String, String> typed(List<String> attributes, Parameters form) {
        var typed = new LinkedHashMap<String, String>();
        for (var name : attributes) {
            form.get(PREFIX + name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> typed.put(name, text));
        }
        return typed;
    }
}
