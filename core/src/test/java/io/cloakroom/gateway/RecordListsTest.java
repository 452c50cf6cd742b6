package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.FaultyLedgerStore;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member adds to a list of records of hers and takes away, as far as it is declared. */
class RecordListsTest {
    private static final String LIST = "/app/me/records/training-plan?site=demo";
    private static final String DAY = "/app/me/records/training-plan/day-1";

    private final House house = new House("""
              diary:
                sites: demo
                records: many
                deliveries: [card]
                member: {edits: all}
                fields: {text: {title: Text}}
              vitals:
                sites: demo
                records: many
                deliveries: [card]
                member: {edits: [pulse], adds: true}
                fields: {pulse: {type: number, least: 20, most: 300}, note: {}, code: {class: secret}}
            """);
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(1)));
        house.write("ada", "training-plan", "day-1", Map.of("exercise", "squats"));
        ada.signIn("ada");
    }

    private Response open(String address) {
        return ada.open(address, "same-origin");
    }

    private Response post(House.Browser browser, String address, Map<String, String> form, String from) {
        return browser.post(address, form, from);
    }

    private Response post(String address, Map<String, String> form) {
        return post(ada, address, form, "same-origin");
    }

    private static String find(String page, String form) {
        var matcher = Pattern.compile(form).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private String newAddress() {
        return find(House.text(open(LIST)), "href=\"(/app/me/records/training-plan/own-[^\"]*/add[^\"]*)\"");
    }

    private static Map<String, String> filled(String page, String exercise) {
        var form = new LinkedHashMap<String, String>();
        form.put("version", find(page, "name=\"version\" value=\"([^\"]*)\""));
        form.put("write", find(page, "name=\"write\" value=\"([^\"]*)\""));
        form.put("f.exercise", exercise);
        return form;
    }

    private Response add(String exercise) {
        var address = newAddress();
        return post(address, filled(House.text(open(address)), exercise));
    }

    private int own() {
        return (int) house.records.some(new MemberId("ada"), 100).stream()
                .filter(record -> record.id().isOwn())
                .count();
    }

    @Test
    void page_ofAList_offersWhatIsDeclared() {
        assertThat(House.text(open(LIST)))
                .contains("New training day", "squats", "href=\"" + DAY + "/delete?site=demo\"");
        assertThat(House.text(open("/app/me/records/diary?site=demo"))).doesNotContain("/add", "/delete", "New ");
        assertThat(House.text(open("/app/me/records/vitals?site=demo"))).contains("New record");
    }

    @Test
    void form_ofANewOne_saysWhatItDoes() {
        var page = House.text(open(newAddress()));

        assertThat(page).contains("<h1>New training day</h1>", "Save this training day", "data-deliberate");
        assertThat(page).contains("href=\"" + LIST + "\"").doesNotContain("squats");
    }

    @Test
    void add_aFilledForm_isThereAfterwards() {
        var answer = add("rows");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().only("Location")).contains(LIST + "&saved=1");
        assertThat(House.text(open(LIST + "&saved=1"))).contains("Saved.", "rows", "<h2>Training day</h2>", "squats");
    }

    @Test
    void add_theSameFormTwice_addsOne() {
        var address = newAddress();
        var form = filled(House.text(open(address)), "rows");

        for (var i = 0; i < 3; i++) assertThat(post(address, form).status()).isEqualTo(303);

        assertThat(own()).isEqualTo(1);
    }

    @Test
    void add_theSameFormManyTimesAtOnce_addsOne() throws Exception {
        var address = newAddress();
        var form = filled(House.text(open(address)), "rows");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> post(address, form).status()))
                    .toList();
            for (var answer : answers) assertThat(answer.get()).isEqualTo(303);
        }
        assertThat(own()).isEqualTo(1);
    }

    @Test
    void add_anotherFormFromTheSameAddress_isKeptForAnotherRecord() {
        var address = newAddress();
        var page = House.text(open(address));
        var other = House.text(open(address));
        post(address, filled(page, "rows"));

        var answer = post(address, filled(other, "lunges"));

        assertThat(answer.status()).isEqualTo(409);
        var text = House.text(answer);
        assertThat(text).contains("lunges");
        var next = find(text, "action=\"([^\"]*)\"");
        assertThat(next).isNotEqualTo(address);
        assertThat(post(next, filled(text, "lunges")).status()).isEqualTo(303);
        assertThat(own()).isEqualTo(2);
    }

    @Test
    void form_whoseRecordIsThere_leadsToAFreshOne() {
        var address = newAddress();
        post(address, filled(House.text(open(address)), "rows"));

        var answer = open(address);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().only("Location").orElseThrow())
                .isNotEqualTo(address)
                .contains("/own-", "/add");
    }

    @Test
    void add_aRecordThatIsTooLarge_isToldAndNothingTypedIsLost() {
        var wide = IntStream.range(0, 50).mapToObj(i -> "f" + i).toList();
        var fields = wide.stream().map(name -> name + ": {}").collect(Collectors.joining(", "));
        var rights = "member: {edits: all, adds: true}";
        var large = new House("  wide: {sites: demo, records: many, deliveries: [card], %s, fields: {%s}}\n"
                .formatted(rights, fields));
        var eve = large.new Browser();
        eve.signIn("eve");
        var list = House.text(eve.open("/app/me/records/wide?site=demo", "same-origin"));
        var address = find(list, "href=\"(/app/me/records/wide/own-[^\"]*/add[^\"]*)\"");
        var form = filled(House.text(eve.open(address, "same-origin")), "");
        for (var name : wide) form.put("f." + name, "typed " + "y".repeat(8100));

        var answer = eve.post(address, form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(House.text(answer)).contains("larger than 400,000 bytes", "typed yyy");
        assertThat(large.ledger().getLast().refusal()).contains("too-large");
        form.put("f.f0", "");
        form.put("f.f1", "");
        assertThat(eve.post(address, form).status()).isEqualTo(303);
    }

    @Test
    void add_toTheLastPlace_isDoneAndOneMoreIsNot() {
        for (var i = 0; i < 3; i++) assertThat(add("day " + i).status()).isEqualTo(303);

        var full = add("day 3");

        assertThat(full.status()).isEqualTo(409);
        assertThat(House.text(full)).contains("no more than 3", "day 3");
        assertThat(own()).isEqualTo(3);
    }

    @Test
    void add_manyAtOnce_fillsThePlacesAndNoMore() throws Exception {
        var forms = new LinkedHashMap<String, Map<String, String>>();
        for (var i = 0; i < 9; i++) {
            var address = newAddress();
            forms.put(address, filled(House.text(open(address)), "day " + i));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = forms.entrySet().stream()
                    .map(form -> threads.submit(
                            () -> post(form.getKey(), form.getValue()).status()))
                    .toList();
            var done = 0;
            for (var answer : answers) done += answer.get() == 303 ? 1 : 0;
            assertThat(done).isEqualTo(3);
        }
        assertThat(own()).isEqualTo(3);
    }

    @Test
    void add_whatIsNotOfItsType_isToldAndNothingIsSaved() {
        var address = "/app/me/records/vitals/own-20261123T120000-0123456789abcdef/add?site=demo";
        var form = new LinkedHashMap<>(Map.of("version", "0", "write", "a-write-0123456789", "f.pulse", "400"));

        var answer = post(address, form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(House.text(answer)).contains("This takes a number from 20 to 300.");
        form.put("f.pulse", " ");
        assertThat(House.text(post(address, form))).contains("nothing is filled in");
        assertThat(own()).isZero();
        form.put("f.pulse", "72");
        form.put("f.note", "a forged note");
        form.put("f.code", "a forged code");
        assertThat(post(address, form).status()).isEqualTo(303);
        assertThat(house.records.some(new MemberId("ada"), 10).stream()
                        .filter(record -> record.id().isOwn())
                        .map(record -> record.values().keySet().toString()))
                .containsExactly("[FieldName[value=pulse]]");
    }

    @Test
    void add_whatIsNotDeclaredOrNotOurs_isRefused() {
        var form = Map.of("version", "0", "write", "a-write-0123456789", "f.text", "x", "f.exercise", "x");
        var id = "own-20261123T120000-0123456789abcdef";

        assertThat(post("/app/me/records/diary/" + id + "/add?site=demo", form).status())
                .isEqualTo(403);
        assertThat(post("/app/me/records/contact-details/" + id + "/add?site=demo", form)
                        .status())
                .isEqualTo(403);
        for (var other : List.of("day-2", "self", "own-1", "own-20261123T120000-0123456789abcde")) {
            var address = "/app/me/records/training-plan/" + other + "/add?site=demo";
            assertThat(post(address, form).status()).as(other).isEqualTo(404);
        }
        for (var from : List.of("same-site", "cross-site", "none")) {
            var address = "/app/me/records/training-plan/" + id + "/add?site=demo";
            assertThat(post(ada, address, form, from).status()).as(from).isEqualTo(400);
        }
        var wrong = new LinkedHashMap<>(form);
        wrong.put("version", "1");
        assertThat(post("/app/me/records/training-plan/" + id + "/add?site=demo", wrong)
                        .status())
                .isEqualTo(400);
        assertThat(own()).isZero();
    }

    @Test
    void add_withoutMembership_isRefused() {
        var eve = house.new Browser();
        eve.signIn("eve");
        var form = Map.of("version", "0", "write", "a-write-0123456789", "f.exercise", "x");
        var address = "/app/me/records/training-plan/own-20261123T120000-0123456789abcdef/add?site=demo";

        assertThat(post(eve, address, form, "same-origin").status()).isEqualTo(403);
        assertThat(house.records.some(new MemberId("eve"), 10)).isEmpty();
    }

    @Test
    void add_whileTheStoreIsDown_isToldAndCanBeSentAgain() {
        var address = newAddress();
        var form = filled(House.text(open(address)), "rows");
        house.records.fail(new Unavailable("records", null));
        assertThat(post(address, form).status()).isEqualTo(503);
        house.records.fail(null);

        assertThat(post(address, form).status()).isEqualTo(303);
        assertThat(own()).isEqualTo(1);
    }

    @Test
    void add_ofAnErasedMember_isRefused() {
        var address = newAddress();
        var form = filled(House.text(open(address)), "rows");
        house.keys.bury(new MemberId("ada"), Instant.EPOCH);

        assertThat(post(address, form).status()).isEqualTo(410);
        assertThat(own()).isZero();
    }

    @Test
    void ask_beforeARecordGoes_showsItAndWhatTheButtonDoes() {
        assertThat(House.text(open(DAY + "/delete?site=demo")))
                .contains("Delete this training day?", "squats", "cannot be undone", ">Delete this training day<")
                .contains("href=\"" + LIST + "\"", "data-deliberate", "name=\"version\" value=\"1\"");
        assertThat(open("/app/me/records/training-plan/day-2/delete?site=demo").status())
                .isEqualTo(404);
    }

    @Test
    void delete_whatSheSaw_takesItAwayOnceAndForAll() {
        for (var i = 0; i < 2; i++) {
            var answer = post(DAY + "/delete?site=demo", Map.of("version", "1"));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.headers().only("Location")).contains(LIST + "&deleted=1");
        }
        assertThat(House.text(open(LIST + "&deleted=1")))
                .contains("Deleted.", "Nothing is kept here")
                .doesNotContain("squats");
    }

    @Test
    void delete_changedMeanwhile_showsWhatItHoldsNow() {
        var edit = DAY + "/edit?site=demo";
        post(edit, filled(House.text(open(edit)), "rows"));

        var answer = post(DAY + "/delete?site=demo", Map.of("version", "1"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(House.text(answer)).contains("changed meanwhile", "rows", "name=\"version\" value=\"2\"");
        assertThat(post(DAY + "/delete?site=demo", Map.of("version", "2")).status())
                .isEqualTo(303);
        assertThat(House.text(open(LIST))).doesNotContain("rows");
    }

    @Test
    void delete_makesRoomForAnother() {
        for (var i = 0; i < 3; i++) add("day " + i);
        var one = find(House.text(open(LIST)), "href=\"(/app/me/records/training-plan/own-[^\"]*/delete[^\"]*)\"");

        assertThat(post(one, Map.of("version", "1")).status()).isEqualTo(303);

        assertThat(add("day 3").status()).isEqualTo(303);
        assertThat(add("day 4").status()).isEqualTo(409);
    }

    @Test
    void delete_ofSomebodyElse_touchesNobodys() {
        house.hold("eve", "gold", House.NOON.plus(Duration.ofDays(1)));
        var eve = house.new Browser();
        eve.signIn("eve");

        post(eve, DAY + "/delete?site=demo", Map.of("version", "1"), "same-origin");

        assertThat(House.text(open(LIST))).contains("squats");
    }

    @Test
    void delete_whatIsNotDeclaredOrNotOurs_isRefused() {
        house.write("ada", "diary", "one", Map.of("text", "dear diary"));
        assertThat(post("/app/me/records/diary/one/delete?site=demo", Map.of("version", "1"))
                        .status())
                .isEqualTo(403);
        assertThat(open("/app/me/records/diary/one/delete?site=demo").status()).isEqualTo(403);
        for (var version : List.of("", "-1", "x", "1.0", "9999999999999999999"))
            assertThat(post(DAY + "/delete?site=demo", Map.of("version", version))
                            .status())
                    .isEqualTo(400);
        assertThat(post(DAY + "/delete?site=demo", Map.of()).status()).isEqualTo(400);
        for (var from : List.of("same-site", "cross-site", "none"))
            assertThat(post(ada, DAY + "/delete?site=demo", Map.of("version", "1"), from)
                            .status())
                    .isEqualTo(400);
        assertThat(House.text(open(LIST))).contains("squats");
    }

    private List<String> ledger() {
        return house.ledger().stream()
                .filter(entry -> Set.of(Act.WRITE, Act.DELETE).contains(entry.act()))
                .map(entry -> entry.act() + " "
                        + entry.subject().orElseThrow().fields().stream()
                                .map(FieldName::value)
                                .toList()
                        + entry.refusal().map(code -> " " + code).orElse(""))
                .toList();
    }

    @Test
    void ledger_ofWhatIsAddedAndDeleted_namesFieldsAndRefusals() {
        add("rows");
        post(DAY + "/delete?site=demo", Map.of("version", "7"));
        post(DAY + "/delete?site=demo", Map.of("version", "1"));
        post(DAY + "/delete?site=demo", Map.of("version", "1"));
        post("/app/me/records/diary/day/delete?site=demo", Map.of("version", "1"));

        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "WRITE [exercise]",
                        "DELETE [] conflict",
                        "DELETE [exercise]",
                        "DELETE [] delivery-not-allowed");
        assertThat(house.ledger().toString()).doesNotContain("rows", "squats");
    }

    @Test
    void add_whatCannotBeWrittenDown_isNotDone() {
        var address = newAddress();
        var form = filled(House.text(open(address)), "rows");
        house.ledgerStore.failAdding(Optional.of(FaultyLedgerStore.Fault.BEFORE));

        assertThat(post(address, form).status()).isEqualTo(503);
        assertThat(post(DAY + "/delete?site=demo", Map.of("version", "1")).status())
                .isEqualTo(503);
        house.ledgerStore.failAdding(Optional.empty());

        assertThat(own()).isZero();
        assertThat(house.records.some(new MemberId("ada"), 10)).hasSize(1);
    }
}
