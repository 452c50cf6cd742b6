package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member at her own pages: she sees, changes and unmasks what she may, and nothing and nobody else does. */
class RecordPagesTest {
    private static final String HEALTH = """
              health:
                title: Health
                sites: demo
                deliveries: [card]
                member: {edits: [phone, weight, allergies, number], unmasks: [number]}
                fields:
                  phone: {title: Phone, type: text, characters-max: 40}
                  weight: {title: Weight, type: number, least: 1, most: 500}
                  allergies: {title: Allergies, type: list}
                  number: {title: Insurance number, class: secret, mask: last-4}
                  pin: {title: PIN, class: secret}
                  note: {title: Note}
            """;
    private static final String PAGE = "/app/me/records/health?site=demo";
    private static final String EDIT = "/app/me/records/health/self/edit?site=demo";
    private static final String UNMASK = "/app/me/records/health/self/unmask?site=demo";
    private static final String NUMBER = "DE-4711-0815-2233";

    private final House house = new House(HEALTH);
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        var values = Map.of(
                "phone",
                "030 1",
                "weight",
                "62.5",
                "allergies",
                "nuts\nlatex",
                "number",
                NUMBER,
                "note",
                "a note",
                "pin",
                "9988");
        house.write("ada", "health", "self", values);
        ada.signIn("ada");
    }

    private Response open(String address) {
        return ada.open(address, "same-origin");
    }

    private Response post(String address, Map<String, String> form) {
        return post(address, form, "same-origin");
    }

    private Response post(String address, Map<String, String> form, String from) {
        return ada.post(address, form, from);
    }

    /** What a browser would send of the form as it stands. */
    private Map<String, String> form() {
        var text = House.text(open(EDIT));
        var form = new LinkedHashMap<String, String>();
        form.put("version", hidden(text, "version"));
        form.put("write", hidden(text, "write"));
        form.put("f.phone", "030 1");
        form.put("f.weight", "62.5");
        form.put("f.allergies", "nuts\r\nlatex");
        form.put("f.number", "");
        return form;
    }

    private static String hidden(String page, String name) {
        var matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String shown() {
        return House.text(open(PAGE));
    }

    @Test
    void page_ofHers_showsWhatIsGrantedAndWhatSheMayDo() {
        var answer = open(PAGE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(House.text(answer))
                .contains("Signed in as ", "030 1", "62.5", "nuts\nlatex", "a note", "••••2233")
                .contains("href=\"/app/me/records/health/self/edit?site=demo\"")
                .contains("action=\"/app/me/records/health/self/unmask?site=demo\"")
                .doesNotContain(NUMBER, "9988");
        assertThat(answer.headers().only("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'", "form-action 'self'", "script-src 'self'");
        assertThat(answer.headers().only("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
    }

    @Test
    void page_ofACollectionWithoutRights_offersNothingToDo() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(1)));
        house.write("ada", "medical-profile", "self", Map.of("insurance_number", NUMBER));

        var page = House.text(open("/app/me/records/medical-profile?site=demo"));

        assertThat(page).contains("••••2233").doesNotContain("/edit", "/unmask", NUMBER);
        assertThat(open("/app/me/records/medical-profile/self/edit?site=demo").status())
                .isEqualTo(403);
        var answer = post("/app/me/records/medical-profile/self/unmask?site=demo", Map.of());
        assertThat(House.text(answer)).doesNotContain(NUMBER);
    }

    @Test
    void form_ofHers_holdsWhatSheMayChangeAndNoSecret() {
        assertThat(House.text(open(EDIT)))
                .contains("name=\"f.phone\"", "value=\"030 1\"", "inputmode=\"decimal\"", "nuts\nlatex</textarea>")
                .contains("name=\"f.number\"", "Left empty, it stays as it is.")
                .doesNotContain("f.note", "f.pin", NUMBER, "2233");
    }

    @Test
    void save_someValues_changesThoseAndKeepsTheOthers() {
        var form = form();
        form.put("f.phone", "  040 2 ");
        form.put("f.allergies", " pollen \r\n\r\nlatex\r\n");
        form.put("f.weight", "");

        var answer = post(EDIT, form);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().only("Location")).contains("/app/me/records/health/self?site=demo&saved=1");
        assertThat(House.text(open("/app/me/records/health/self?site=demo&saved=1")))
                .contains("Saved.", "040 2", "pollen\nlatex", "a note", "••••2233")
                .doesNotContain("030 1", "Weight");
    }

    @Test
    void save_aSecret_isReplacedAndShownMasked() {
        var form = form();
        form.put("f.number", "DE-0000-0000-7766");
        post(EDIT, form);

        assertThat(shown()).contains("••••7766").doesNotContain("DE-0000");
    }

    @Test
    void save_whatIsNotOfItsType_isToldAndNothingIsSaved() {
        var form = form();
        form.put("f.phone", "040 2");
        form.put("f.weight", "<b>heavy</b>");

        var answer = post(EDIT, form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(House.text(answer))
                .contains("Not saved yet", "This takes a number from 1 to 500.", "value=\"040 2\"", "&lt;b>heavy")
                .contains("aria-invalid=\"true\"");
        assertThat(shown()).contains("030 1");
    }

    @Test
    void save_aRecordThatBecomesTooLarge_isToldAndNothingTypedIsLost() {
        var wide = IntStream.range(0, 50).mapToObj(i -> "f" + i).toList();
        var fields = wide.stream().map(name -> name + ": {}").collect(Collectors.joining(", "));
        var large = new House(
                "  wide: {sites: demo, deliveries: [card], member: {edits: [f0]}, fields: {" + fields + "}}\n");
        var values = wide.stream().skip(1).collect(Collectors.toMap(name -> name, _ -> "x".repeat(8100)));
        large.write("ada", "wide", "self", values);
        var eve = large.new Browser();
        eve.signIn("ada");
        var edit = "/app/me/records/wide/self/edit?site=demo";
        var page = House.text(eve.open(edit, "same-origin"));
        var form = new LinkedHashMap<String, String>();
        form.put("version", hidden(page, "version"));
        form.put("write", hidden(page, "write"));
        form.put("f.f0", "typed " + "y".repeat(8000));

        var answer = eve.post(edit, form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(House.text(answer)).contains("larger than 400,000 bytes", "typed yyy");
        assertThat(large.ledger().getLast().refusal()).contains("too-large");
        form.put("f.f0", "short");
        assertThat(eve.post(edit, form).status()).isEqualTo(303);
    }

    @Test
    void save_changedMeanwhile_isAConflictThatLosesNothing() {
        var form = form();
        var other = form();
        other.put("f.phone", "050 3");
        post(EDIT, other);
        form.put("f.phone", "040 2");

        var answer = post(EDIT, form);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(House.text(answer)).contains("changed meanwhile", "value=\"040 2\"");
        assertThat(shown()).contains("050 3");
        form.put("version", hidden(House.text(answer), "version"));
        form.put("write", hidden(House.text(answer), "write"));
        assertThat(post(EDIT, form).status()).isEqualTo(303);
        assertThat(shown()).contains("040 2");
    }

    /** Whether it got through nobody knows: she is not told that data could not be retrieved. */
    @Test
    void save_whileTheStoreIsDown_saysThatNothingIsKnown() {
        var form = form();
        for (var fault : List.of(new Unavailable("records", null), new Malformed("records", "no JSON"))) {
            house.records.fail(fault);

            var answer = House.text(post(EDIT, form));

            assertThat(answer)
                    .contains("It is not known whether this was done. Open the page again and look")
                    .doesNotContain("retrieve", "Malformed", "Upstream");
            assertThat(House.text(open(PAGE)))
                    .containsAnyOf("Unable to retrieve data at this time.", "Malformed response from the API.")
                    .doesNotContain("It is not known");
        }
    }

    @Test
    void save_theSameFormTwice_savesOnce() {
        var form = form();
        form.put("f.phone", "040 2");

        assertThat(post(EDIT, form).status()).isEqualTo(303);
        assertThat(post(EDIT, form).status()).isEqualTo(303);

        assertThat(hidden(House.text(open(EDIT)), "version")).isEqualTo("2");
    }

    @Test
    void save_aRecordThatIsNotThereYet_makesIt() {
        var eve = house.new Browser();
        eve.signIn("eve");
        var page = House.text(eve.open(PAGE, "same-origin"));
        assertThat(page).contains("Nothing is kept here", "/app/me/records/health/self/edit");

        assertThat(hidden(House.text(eve.open(EDIT, "same-origin")), "version")).isEqualTo("0");
        assertThat(eve.open("/app/me/records/health/other/edit?site=demo", "same-origin")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void save_whatSheMayNotChange_isLeftAsItIs() {
        var form = form();
        form.put("f.note", "a forged note");
        form.put("f.pin", "0000");

        assertThat(post(EDIT, form).status()).isEqualTo(303);
        assertThat(shown()).contains("a note").doesNotContain("forged");
    }

    @Test
    void save_formsThatAreNotOurs_areRefused() {
        var form = form();
        for (var from : List.of("same-site", "cross-site", "none")) {
            assertThat(post(EDIT, form, from).status()).as(from).isEqualTo(400);
        }
        form.remove("f.phone");
        assertThat(post(EDIT, form).status()).isEqualTo(400);
        form = form();
        form.put("version", "-1");
        assertThat(post(EDIT, form).status()).isEqualTo(400);
        form = form();
        form.put("write", "x");
        assertThat(post(EDIT, form).status()).isEqualTo(400);
        assertThat(shown()).contains("030 1");
    }

    @Test
    void page_inAFrame_isRefused() {
        var answer = ada.send("GET", PAGE, "", House.fetchMetadata("same-origin", "navigate", "iframe"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void unmask_justSignedIn_showsWholeWhatIsDeclared() {
        var page = House.text(post(UNMASK, Map.of()));

        assertThat(page).contains(NUMBER, "on this page, and nowhere else").doesNotContain("9988");
        assertThat(shown()).doesNotContain(NUMBER);
    }

    @Test
    void unmask_fiveMinutesLater_wantsAProof() {
        house.advance(Duration.ofMinutes(5));

        assertThat(shown()).contains("Sign in again to show hidden values").doesNotContain("/unmask");
        var answer = post(UNMASK, Map.of());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(House.text(answer)).doesNotContain(NUMBER).contains("/session/prove");
        assertThat(post(UNMASK, Map.of(), "same-site").status()).isEqualTo(400);
    }

    private Response prove(String sub) {
        var location = open("/session/prove?site=demo&return=/app/me/records/health?site%3Ddemo")
                .headers()
                .only("Location")
                .orElseThrow();
        assertThat(location).contains("prompt=login");
        return ada.finishSignIn(location, sub);
    }

    @Test
    void prove_again_showsWholeForFiveMinutesAndKeepsTheSession() {
        house.advance(Duration.ofMinutes(20));
        var tokens = house.pool.liveRefreshTokens();

        var back = prove("ada");

        assertThat(House.text(back)).contains("url=/app/me/records/health?site=demo");
        assertThat(House.text(back)).doesNotContain("cloakroom_ticket");
        assertThat(house.pool.liveRefreshTokens()).isEqualTo(tokens);
        assertThat(House.text(post(UNMASK, Map.of()))).contains(NUMBER);
        house.advance(Duration.ofMinutes(5));
        assertThat(post(UNMASK, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void prove_bySomebodyElse_provesNothing() {
        house.advance(Duration.ofMinutes(20));

        assertThat(prove("eve").status()).isEqualTo(403);
        assertThat(post(UNMASK, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void prove_inAnotherBrowser_doesNotCountForAStolenCookie() {
        house.advance(Duration.ofMinutes(20));
        var thief = house.new Browser();
        thief.cookies.putAll(ada.cookies);
        prove("ada");

        assertThat(thief.post(UNMASK, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void proof_ofAnotherSessionOrChanged_doesNotCount() {
        var eve = house.new Browser();
        eve.signIn("eve");
        house.advance(Duration.ofMinutes(20));
        prove("ada");
        var name = "__Host-cloakroom-proof";
        var proof = Objects.requireNonNull(ada.cookies.get(name));
        eve.cookies.put(name, proof);

        assertThat(eve.post(UNMASK, Map.of()).status()).isEqualTo(401);
        ada.cookies.put(name, proof.substring(1));
        assertThat(post(UNMASK, Map.of()).status()).isEqualTo(401);
        ada.cookies.put(name, proof);
        assertThat(post(UNMASK, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void signedOut_isShownTheWayToTheSite() {
        var answer = house.new Browser().open(PAGE, "none");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(House.text(answer)).contains("Sign in to see this.", "href=\"https://www.example.test/\"");
    }
}
