package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.record.Collections;
import io.cloakroom.site.Sites;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A schema takes what the type takes, as far as JSON Schema can say it. */
class SchemasTest {
    private static final String YAML = """
            sites:
              demo:
                origins: https://www.example.test
                client-id: client
                client-secret: secret
                public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            collections:
              health:
                sites: demo
                fields:
                  a: {type: number}
                  b: {type: list, items-max: 3, characters-max: 5}
                  c: {type: choice, options: [A, B]}
                  d: {type: date, class: secret}
                  e: {type: number, least: 0, most: 500.5}
                  f: {type: date, least: 1900-01-01}
            """;

    @Test
    void patterns_takeWhatTheTypesTake() {
        var settings = Settings.of(YAML);
        var collection =
                Collections.from(settings, Sites.from(settings)).find("health").orElseThrow();
        var schema = Json.writeText(Schemas.of(collection, "https://members.example.test/schemas/health"));
        for (var i = 0; i < 2; i++) {
            var field = collection.fields().get(i);
            var pattern = pattern(schema, field.name().value());
            for (var value : List.of("1", "-1.5", "0.10", "1e2", "01", "x\ny", "x\n\ny", "a\nb\nc", "a\nb\nc\nd", "")) {
                assertThat(pattern.matcher(value).find())
                        .as(field.name().value() + " " + value)
                        .isEqualTo(field.type().fault(value).isEmpty());
            }
        }
        assertThat(schema)
                .contains("\"c\":{\"title\":\"c\",\"type\":\"string\",\"enum\":[\"A\",\"B\"],")
                .contains("\"format\":\"date\",\"x-cloakroom-type\":\"date\",\"x-cloakroom-class\":\"secret\"")
                .contains("\"x-cloakroom-least\":\"0\",\"x-cloakroom-most\":\"500.5\",\"x-cloakroom-type\":\"number\"")
                .contains("\"format\":\"date\",\"x-cloakroom-least\":\"1900-01-01\",\"x-cloakroom-type\":\"date\"");
    }

    private static Pattern pattern(String schema, String field) {
        var begin = schema.indexOf("\"pattern\":\"", schema.indexOf("\"" + field + "\":{")) + 11;
        return Pattern.compile(
                schema.substring(begin, schema.indexOf('"', begin)).replace("\\\\", "\\"));
    }
}
