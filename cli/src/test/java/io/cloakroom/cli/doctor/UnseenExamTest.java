package io.cloakroom.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.record.Collections;
import io.cloakroom.site.Sites;
import org.junit.jupiter.api.Test;

class UnseenExamTest {
    @Test
    void collection_thatNamesNobody_isNamedAlone() {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                staff: {groups: care}
                collections:
                  by-card: {sites: demo, fields: {phone: {}}, deliveries: card}
                  by-staff: {sites: demo, fields: {phone: {}}, staff: {care: {reads: sensitive, purposes: visit}}}
                  by-nobody: {sites: demo, fields: {phone: {}}, member: {edits: all}}
                """);
        var all = Collections.from(settings, Sites.from(settings)).all();

        assertThat(UnseenExam.of(all).stream().flatMap(exam -> exam.examine().stream()))
                .containsExactly(
                        Diagnosis.warning(
                                "by-nobody",
                                "nobody sees it",
                                "Members see it by collections.by-nobody.deliveries, the staff by collections.by-nobody.staff."));
    }
}
