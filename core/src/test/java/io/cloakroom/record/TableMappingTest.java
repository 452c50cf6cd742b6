package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.member.MemberId;
import io.cloakroom.site.Sites;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableMappingTest {
    private static Collection collection(String more) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  plan:
                    sites: demo
                %s
                """.formatted(more.indent(4)));
        var collections = Collections.from(settings, Sites.from(settings));
        settings.done();
        return collections.find("plan").orElseThrow();
    }

    private static final String PLAIN = "fields: {name: {class: plain}}\n";

    @Test
    void read_theLeast_takesTheMembersSubAndTheFieldsNames() {
        var mapping = collection(PLAIN + "table: {name: legacy}").table().orElseThrow();

        assertThat(mapping)
                .isEqualTo(
                        new TableMapping("legacy", "sub", "", Optional.empty(), Map.of(new FieldName("name"), "name")));
        assertThat(mapping.partition(new MemberId("ada"))).isEqualTo("ada");
        assertThat(collection(PLAIN).table()).isEmpty();
    }

    @Test
    void read_all_isTaken() {
        var mapping = collection(PLAIN + "records: many\ntable: {name: legacy, key: {attribute: PK, holds: sub, "
                        + "prefix: \"U#\"}, sort: {attribute: SK, begins: \"P#\"}, attributes: {name: fullName}}")
                .table()
                .orElseThrow();
        assertThat(mapping.partition(new MemberId("ada"))).isEqualTo("U#ada");
        assertThat(mapping.sort()).contains(new TableMapping.Sort("SK", "P#"));
        assertThat(mapping.attributes()).containsEntry(new FieldName("name"), "fullName");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            table: {name: legacy, key: {attribute: mail, holds: email}} | table.key.holds: sub: anything else
            table: {name: legacy, key: {attribute: login, holds: username}} | table.key.holds: sub: anything else
            table: {name: "a b"} | table.name: 3 to 255
            table: {key: {attribute: x}} | table.name: required
            table: {name: legacy, writes: true} | table.writes: unknown key
            table: {name: legacy, attributes: {other: x}} | table.attributes.other: a field of this collection
            table: {name: legacy, sort: {attribute: SK}} | table.sort.equals: required
            table: {name: legacy, sort: {attribute: SK, begins: x}} | table.sort.begins: unknown key
            records: many, table: {name: legacy} | table.sort: required
            records: many, table: {name: legacy, sort: {attribute: SK, equals: x}} | table.sort.equals: unknown key
            member: {edits: all}, table: {name: legacy} | member.edits: none
            fields: {name: {}}, table: {name: legacy} | fields.name.class: plain, or secret
            fields: {name: {class: sensitive}}, table: {name: legacy} | fields.name.class: plain, or secret
            fields: {name: {class: secret, searchable: exact}}, table: {name: legacy} | searchable: not with a table
            """)
    void read_whatCannotBe_isAFault(String more, String fault) {
        var yaml = (more.contains("fields:") ? "" : PLAIN)
                + more.replace("}, table", "}\ntable").replace("many, table", "many\ntable");
        assertThatThrownBy(() -> collection(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        ": collections.plan." + (fault.startsWith("searchable") ? "fields.name." : "") + fault);
    }
}
