package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ADA;
import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.BLOOD;
import static io.cloakroom.gateway.ConsoleScene.CONSOLE;
import static io.cloakroom.gateway.ConsoleScene.CONTACT;
import static io.cloakroom.gateway.ConsoleScene.NUMBER;
import static io.cloakroom.gateway.ConsoleScene.PHONE;
import static io.cloakroom.gateway.ConsoleScene.PROFILE;
import static io.cloakroom.gateway.ConsoleScene.VISIT;
import static io.cloakroom.gateway.ConsoleScene.fields;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.member.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff see what a rule allows for a purpose, and all of it is accounted for. */
class ConsoleRecordsTest {
    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;
    private final House.Browser sam = scene.sam;

    @Test
    void records_forAPurpose_showWhatItsRuleAllowsAndAreAccountedForByName() {
        scene.signedIn("sam");

        var contact = text(scene.open(CONTACT + ASKED));
        assertThat(contact).contains(PHONE, "<strong>member asked</strong>", CONTACT + "/self/edit" + ASKED);
        assertThat(scene.onlyEntry().purpose()).contains("member asked");
        assertThat(fields(scene.onlyEntry())).containsExactly("phone");
        assertThat(scene.onlyEntry().refusal()).isEmpty();

        var profile = text(scene.open(PROFILE + ASKED));
        assertThat(profile).contains("••••2233").doesNotContain(NUMBER, BLOOD, "/edit", "/unmask", "prove");
        assertThat(fields(house.staffEntries().getLast())).containsExactly("greeting", "insurance_number");
        assertThat(house.staffEntries().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "/records/contact-details?purpose=care%20visit, 403, forbidden",
        "/records/contact-details?purpose=, 403, forbidden",
        "/records/contact-details, 403, forbidden",
        "/records/contact-details?purpose=Member%20asked, 403, forbidden",
        "/records/hidden?purpose=member%20asked, 404, not-found",
        "/records/nothing?purpose=member%20asked, 404, not-found",
        "/records/contact-details/other?purpose=member%20asked, 404, not-found",
        "/records/contact-details/self/edit?purpose=x, 403, forbidden",
        "/records/medical-profile/self/edit?purpose=member%20asked, 403, forbidden",
        "/records/training-plan?purpose=member%20asked, 404, not-found"
    })
    void records_withoutARule_areRefusedAndTheRefusalIsAccountedFor(String address, int status, String code) {
        scene.signedIn("sam");

        var answer = scene.open(ADA + address);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).doesNotContain("canary");
        assertThat(scene.onlyEntry().refusal()).contains(code);
        assertThat(scene.onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(fields(scene.onlyEntry())).isEmpty();
    }

    @Test
    void records_ledgerDown_showNothingAndChangeNothing() {
        scene.signedIn("cara");
        var form = scene.formAt(PROFILE + "/self/edit" + VISIT);
        form.put("f.blood_group", "changed");
        house.failLedger(true);

        var answers = List.of(
                scene.open(PROFILE + VISIT),
                scene.open(PROFILE + "/self/edit" + VISIT),
                scene.post(PROFILE + "/self/unmask" + VISIT, Map.of()),
                scene.post(PROFILE + "/self/edit" + VISIT, form),
                scene.open(ADA));

        assertThat(answers).allMatch(answer -> answer.status() == 503);
        assertThat(answers)
                .noneMatch(answer ->
                        text(answer).contains("canary") || text(answer).contains("Name of ada"));
        house.failLedger(false);
        assertThat(text(scene.open(PROFILE + VISIT))).contains(BLOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site"})
    void pages_openedFromAnotherWebsite_showNothingAndAccountForNothing(String from) {
        scene.signedIn("cara");

        for (var address : List.of("/console", ADA, PROFILE + VISIT, PROFILE + "/self/edit" + VISIT)) {
            assertThat(sam.open(address, from).status()).as(address).isEqualTo(400);
        }
        assertThat(sam.post(PROFILE + "/self/unmask" + VISIT, Map.of(), from).status())
                .isEqualTo(400);
        assertThat(sam.post("/console/find", Map.of("by", "id", "value", "ada"), from)
                        .status())
                .isEqualTo(400);
        assertThat(house.staffEntries()).isEmpty();
    }

    @Test
    void pages_noneOfThem_canBeFramed() {
        scene.signedIn("cara");

        for (var address : List.of("/console", ADA + VISIT, PROFILE + VISIT, PROFILE + "/self/edit" + VISIT)) {
            var policy = scene.open(address)
                    .headers()
                    .only("Content-Security-Policy")
                    .orElseThrow();
            assertThat(policy).contains("frame-ancestors 'none'", "form-action 'self'");
            assertThat(scene.open(address).headers().only("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void data_byScriptOfOurs_isTheSameDecisionAndTheSameEntry() {
        scene.signedIn("sam");
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "member asked"));

        var answer = sam.send("GET", "/app/members/ada/collections/medical-profile/self", "", lines);

        assertThat(text(answer))
                .contains("\"value\":\"••••2233\",\"masked\":true")
                .doesNotContain(BLOOD, NUMBER);
        assertThat(scene.onlyEntry().purpose()).contains("member asked");
        assertThat(fields(scene.onlyEntry())).containsExactly("greeting", "insurance_number");
        var other = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", other)
                        .status())
                .isEqualTo(400);
        other.add(new Headers.Line("Cloakroom-Purpose", "curiosity"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", other)
                        .status())
                .isEqualTo(403);
        var sibling = new ArrayList<>(House.fetchMetadata("same-site", "cors", "empty"));
        sibling.add(new Headers.Line("Cloakroom-Purpose", "member asked"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", sibling)
                        .status())
                .isEqualTo(400);
        assertThat(sam.send("POST", "/app/members/ada/collections/contact-details/self", "", lines)
                        .status())
                .isEqualTo(405);
    }

    @Test
    void list_longerThanAPage_goesOnWithACursorThatIsHersAlone() {
        var many = new House("""
                  diary:
                    sites: demo
                    records: many
                    staff: {staff: {reads: sensitive, purposes: member asked}}
                    fields: {x: {title: X}}
                """);
        many.pool.say("sam", List.of("staff"), List.of("mfa"));
        many.pool.add("eve", "eve@example.test");
        for (var i = 0; i < 101; i++) many.write("ada", "diary", String.format("r%03d", i), Map.of("x", "v" + i));
        var staff = many.new Browser(CONSOLE);
        staff.signInAtConsole("sam");
        var list = "/console/members/ada/records/diary" + ASKED;

        var page = text(staff.open(list, "same-origin"));
        assertThat(page).contains(">v99<").doesNotContain(">v100<");
        var more = Pattern.compile("href=\"([^\"]+cursor=[^\"]+)\"").matcher(page);
        assertThat(more.find()).isTrue();
        var next = more.group(1).replace("&amp;", "&");
        assertThat(text(staff.open(next, "same-origin"))).contains(">v100<");
        assertThat(staff.open(next.replace("/ada/", "/eve/"), "same-origin").status())
                .isEqualTo(400);
    }
}
