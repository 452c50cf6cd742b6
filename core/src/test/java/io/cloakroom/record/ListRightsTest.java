package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.site.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListRightsTest {
    private static MemberRights rights(String records, String member) {
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
                    records: %s
                    member: {%s}
                    fields: {exercise: {}}
                """.formatted(records, member));
        var collections = Collections.from(settings, Sites.from(settings));
        settings.done();
        return collections.find("plan").orElseThrow().member();
    }

    @Test
    void read_nothingDeclared_givesNothing() {
        var list = rights("many", "edits: all").list();

        assertThat(list.adds()).isFalse();
        assertThat(list.deletes()).isFalse();
        assertThat(list.recordsMax()).isEqualTo(100);
        assertThat(list.word()).isEqualTo("record");
    }

    @Test
    void read_bothEndsOfTheRange_areTaken() {
        assertThat(rights("many", "edits: all, adds: true, records-max: 1")
                        .list()
                        .recordsMax())
                .isEqualTo(1);
        var all = rights("many", "edits: all, adds: true, deletes: true, records-max: 1000, word: training day")
                .list();
        assertThat(all).isEqualTo(new ListRights(true, true, 1000, "training day"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            single | edits: all, adds: true | collections.plan.member.adds: only with records: many
            single | deletes: true | collections.plan.member.deletes: only with records: many
            many | adds: true | collections.plan.member.adds: only with member.edits
            many | edits: all, records-max: 5 | collections.plan.member.records-max: only with member.adds
            many | edits: all, adds: true, records-max: 0 | collections.plan.member.records-max
            many | edits: all, adds: true, records-max: 1001 | collections.plan.member.records-max
            """)
    void read_whatGoesNotTogether_isAFaultOfItsLine(String records, String member, String fault) {
        assertThatThrownBy(() -> rights(records, member))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(fault);
    }
}
