package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever saves a form has changed what they touched, and nothing else, whatever was kept there before. */
class FormTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final String BEFORE = "blood: {}, born: {}, weight: {}, fit: {}, gone: {}";
    private static final String NOW = """
            blood: {title: Blood group, type: choice, options: [A, B]}, born: {type: date}, weight: {type: number, most: 500}, \
            fit: {type: boolean}, gone: {characters-max: 5}""";
    private static final Map<String, String> UNFIT =
            Map.of("blood", "AB", "born", "spring 1980", "weight", "62,5", "fit", "rather", "gone", "more than five");
    private static final Map<String, String> ODD =
            Map.of("street", "Main St 1\n12345 Berlin", "name", "  Ada \t", "text", "\n a\nb \n", "pets", " cat\ndog ");

    private final House house = new House(collection(NOW));

    /** @param more fields */
    private static String collection(String more) {
        return """
                  odd:
                    sites: demo
                    deliveries: [card]
                    member: {edits: all}
                    staff:
                      staff: {reads: [sensitive], writes: [note, blood, born, weight, fit, gone, street, name, text, pets], purposes: [member asked]}
                    fields: {note: {}, street: {characters-max: 80}, name: {characters-max: 80}, text: {}, pets: {type: list}, %s}
                """.formatted(more);
    }

    /** Who changes it, and where. */
    enum Who {
        MEMBER("/app/me/records/odd/self/edit?site=demo"),
        STAFF("/console/members/ada/records/odd/self/edit?purpose=member%20asked");

        private final String edit;

        Who(String edit) {
            this.edit = edit;
        }

        private House.Browser signedIn(House house) {
            house.pool.say("sam", List.of("staff"), List.of("pwd", "otp", "mfa"));
            var browser = this == MEMBER ? house.new Browser() : house.new Browser(ConsoleScene.CONSOLE);
            if (this == MEMBER) browser.signIn("ada");
            else browser.signInAtConsole("sam");
            return browser;
        }
    }

    private void keep(Map<String, String> values) {
        var before =
                new House(collection(BEFORE)).config.collections().find("odd").orElseThrow();
        var fields = new HashMap<FieldName, String>();
        values.forEach((name, value) -> fields.put(new FieldName(name), value));
        assertThat(house.services.vault().write(ADA, before, RecordId.SELF, 0, fields))
                .isEqualTo(RecordStore.Put.DONE);
    }

    private Map<String, String> kept() {
        var collection = house.config.collections().find("odd").orElseThrow();
        var record = house.records.find(ADA, collection.id(), RecordId.SELF).orElseThrow();
        var opened =
                house.services.vault().open(record, Set.copyOf(record.values().keySet()));
        var values = new HashMap<String, String>();
        opened.orElseThrow().fields().forEach((name, value) -> values.put(name.value(), value));
        return values;
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        var all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }

    private static void assertSaved(Response answer) {
        assertThat(answer.status()).as(() -> text(answer)).isEqualTo(303);
    }

    @ParameterizedTest
    @EnumSource
    void save_anotherFieldThanThoseThatNoLongerFit_leavesThose(Who who) {
        keep(UNFIT);
        var browser = who.signedIn(house);
        var page = browser.open(who.edit, "same-origin");
        assertThat(text(page)).contains("no longer fits this field. Left empty, it stays.");
        var form = SentForm.of(page);
        form.put("f.note", "new");

        assertSaved(browser.post(who.edit, form));

        assertThat(kept()).isEqualTo(with(UNFIT, "note", "new"));
        assertThat(house.ledger().getLast().subject().orElseThrow().fields()).containsExactly(new FieldName("note"));
    }

    @ParameterizedTest
    @EnumSource
    void save_formShownAgain_stillLeavesWhatNoLongerFits(Who who) {
        keep(UNFIT);
        var browser = who.signedIn(house);
        var form = SentForm.of(browser.open(who.edit, "same-origin"));
        form.put("f.weight", "heavy");
        var again = browser.post(who.edit, form);
        assertThat(again.status()).isEqualTo(422);
        form = SentForm.of(again);
        form.put("f.weight", "62.5");

        assertSaved(browser.post(who.edit, form));

        assertThat(kept()).isEqualTo(with(UNFIT, "weight", "62.5"));
    }

    @ParameterizedTest
    @EnumSource
    void save_formOfWhatDidNotFitAndDoesByNow_leavesIt(Who who) {
        keep(Map.of("blood", "A"));
        var browser = who.signedIn(house);
        var form = SentForm.of(browser.open(who.edit, "same-origin"));
        form.put("f.blood", "");
        form.put("kept", "blood");

        assertSaved(browser.post(who.edit, form));

        assertThat(kept()).isEqualTo(Map.of("blood", "A"));
    }

    @ParameterizedTest
    @EnumSource
    void save_anotherFieldThanThoseThatBrowsersTidy_leavesThose(Who who) {
        keep(ODD);
        var browser = who.signedIn(house);
        var form = SentForm.of(browser.open(who.edit, "same-origin"));
        form.put("f.note", "new");

        assertSaved(browser.post(who.edit, form));

        assertThat(kept()).isEqualTo(with(ODD, "note", "new"));
    }

    @ParameterizedTest
    @EnumSource
    void save_emptiedField_isEmptied(Who who) {
        keep(Map.of("blood", "A", "street", "Main St 1\n12345 Berlin"));
        var browser = who.signedIn(house);
        var form = SentForm.of(browser.open(who.edit, "same-origin"));
        assertThat(form).containsEntry("f.blood", "A").containsEntry("f.street", "Main St 1\r\n12345 Berlin");
        form.put("f.blood", "");
        form.put("f.street", " Side St 2 ");

        assertSaved(browser.post(who.edit, form));

        assertThat(kept()).isEqualTo(Map.of("street", "Side St 2"));
    }
}
