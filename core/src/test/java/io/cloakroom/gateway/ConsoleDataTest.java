package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.PHONE;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.seal.KeyLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Script of the console's finds members and reads their ledgers by the rules, limits and entries of its pages. */
class ConsoleDataTest {
    private static final String FIND = "/app/members/find";
    private static final String LEDGER = "/app/members/ada/ledger";
    private static final String PHONE_FIELD = "contact-details.phone";
    private static final String ASKED = "member asked";
    private static final MemberId ADA = new MemberId("ada");

    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;

    @BeforeEach
    void signIn() {
        scene.signedIn("sam");
    }

    private Response find(String by, String value, String purpose) {
        return scene.script("POST", FIND, purpose, Json.writeText(Map.of("by", by, "value", value)));
    }

    private Response ledger(String query, String purpose) {
        return scene.script("GET", LEDGER + query, purpose, "");
    }

    private void done(Actor actor, Act act, Optional<String> collection, String purpose) {
        var subject = collection.map(
                id -> new Subject(new CollectionId(id), Optional.empty(), List.of(new FieldName("greeting"))));
        house.services
                .ledger()
                .write(new Entry(
                        house.clock.instant(),
                        actor,
                        act,
                        Optional.of(ADA),
                        subject,
                        Optional.of(purpose),
                        Optional.empty(),
                        "r"));
        house.advance(Duration.ofMillis(1));
    }

    private Entry last() {
        return house.staffEntries().getLast();
    }

    private static Actor cara() {
        return new Actor.Staff(new MemberId("cara"));
    }

    @ParameterizedTest
    @CsvSource({"email, ' ada@example.test '", "id, ada", PHONE_FIELD + ", 030-CANARY-phone"})
    void find_eachWay_tellsWhomAndAccountsForHerAndNotForTheValue(String by, String value) {
        var answer = find(by, value, ASKED);

        assertThat(text(answer))
                .isEqualTo("{\"members\":[{\"id\":\"ada\",\"name\":\"Name of ada\",\"email\":\"ada@example.test\"}]}");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.FIND);
        assertThat(scene.onlyEntry().about()).contains(ADA);
        assertThat(scene.onlyEntry().purpose()).contains(ASKED);
        assertThat(scene.onlyEntry().subject().isPresent()).isEqualTo(by.equals(PHONE_FIELD));
        assertThat(text(find(by, "nobody", ASKED))).isEqualTo("{\"members\":[]}");
        assertThat(house.staffEntries().getLast().about()).isEmpty();
        assertThat(house.staffEntries().toString()).doesNotContainIgnoringCase("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "email, ada@example.test, curiosity, 403, forbidden",
        "id, ada, Member asked, 403, forbidden",
        "id, ada, care visit, 403, forbidden",
        "id, ada, '', 403, forbidden",
        PHONE_FIELD + ", 030-canary-phone, care visit, 403, forbidden",
        PHONE_FIELD + ", ' ', member asked, 400, bad-request",
        "medical-profile.insurance_number, DE-canary-2233, member asked, 400, bad-request",
        "hidden.x, x, member asked, 400, bad-request",
        "phone, 030-canary-phone, member asked, 400, bad-request",
        "'', ada, member asked, 400, bad-request",
        "id, '', member asked, 400, bad-request"
    })
    void find_withoutARuleOrAValue_isRefusedAndTheRefusalIsAccountedFor(
            String by, String value, String purpose, int status, String code) {
        var answer = find(by, value, purpose);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).contains("\"code\":\"" + code + "\"").doesNotContain("canary", "Name of ada");
        assertThat(scene.onlyEntry().refusal()).contains(code);
        assertThat(scene.onlyEntry().about()).isEmpty();
        assertThat(scene.onlyEntry().purpose()).isNotEqualTo(Optional.of("curiosity"));
    }

    @Test
    void find_valueAtTheLimit_isLookedForAndOneMoreIsNot() {
        assertThat(find(PHONE_FIELD, "x".repeat(320), ASKED).status()).isEqualTo(200);
        assertThat(find(PHONE_FIELD, "x".repeat(321), ASKED).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"by\":\"id\",\"value\":\"ada\"",
                "{\"by\":\"id\",\"by\":\"email\",\"value\":\"ada\"}",
                "{\"by\":[\"id\"],\"value\":{\"is\":\"ada\"}}",
                "{\"by\":\"id\",\"value\":null}",
                "by=id&value=ada"
            })
    void find_bodyThatIsNone_isRefusedAndTheRefusalIsAccountedFor(String body) {
        assertThat(scene.script("POST", FIND, ASKED, body).status()).isEqualTo(400);
        assertThat(scene.onlyEntry().refusal()).contains("bad-request");
    }

    @Test
    void script_ofNobodyOfOurs_getsNothingAndNothingIsAccountedFor() {
        for (var from : List.of("same-site", "cross-site", "none")) {
            assertThat(sent(House.fetchMetadata(from, "cors", "empty"), true))
                    .as(from)
                    .containsOnly(400);
        }
        assertThat(sent(House.fetchMetadata("same-origin", "cors", "empty"), false))
                .containsOnly(400);
        assertThat(sent(House.fetchMetadata("same-origin", "navigate", "document"), true))
                .containsOnly(400);
        assertThat(sent(List.of(), true)).containsOnly(400);
        assertThat(scene.script("GET", FIND + "?by=id&value=ada", ASKED, "").status())
                .isEqualTo(405);
        assertThat(house.staffEntries()).isEmpty();
    }

    private List<Integer> sent(List<Headers.Line> metadata, boolean isFor) {
        var lines = new ArrayList<>(metadata);
        lines.add(new Headers.Line("Content-Type", "application/json"));
        if (isFor) lines.add(new Headers.Line("Cloakroom-Purpose", ASKED));
        var found = scene.sam.send("POST", FIND, "{\"by\":\"id\",\"value\":\"ada\"}", lines);
        return List.of(found.status(), scene.sam.send("GET", LEDGER, "", lines).status());
    }

    @Test
    void find_asAForm_isRefused() {
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", ASKED));
        lines.add(new Headers.Line("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(scene.sam.send("POST", FIND, "by=id&value=ada", lines).status())
                .isEqualTo(415);
    }

    @Test
    void find_byFieldAfterThirtyAtThePage_waitsAndIsAccountedFor() {
        for (var i = 0; i < 30; i++) {
            scene.post("/console/search", Map.of("field", PHONE_FIELD, "purpose", ASKED, "value", "value " + i));
        }

        var answer = find(PHONE_FIELD, PHONE, ASKED);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().has("Retry-After")).isTrue();
        assertThat(text(answer)).doesNotContain("Name of ada");
        assertThat(house.staffEntries().getLast().refusal()).contains("rate-limited");
        assertThat(find("id", "ada", ASKED).status()).isEqualTo(200);
    }

    @Test
    void script_moreThanAHundredAMinute_waits() {
        for (var i = 0; i < 100; i++) ledger("", "none");

        assertThat(ledger("", ASKED).status()).isEqualTo(429);
        assertThat(find("id", "ada", ASKED).status()).isEqualTo(429);
    }

    @Test
    void script_ledgerDown_isToldNothing() {
        house.failLedger(true);

        var answers = List.of(find("id", "ada", ASKED), find(PHONE_FIELD, PHONE, ASKED), ledger("", ASKED));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 503 && !text(answer).contains("ada"));
    }

    @Test
    void ledger_forAPurpose_tellsWhatItsCollectionsSayAndIsAccountedForFirst() {
        done(new Actor.Operator("canary-account"), Act.EXPORT, Optional.empty(), ASKED);
        done(cara(), Act.WRITE, Optional.of("hidden"), "canary-purpose");
        done(cara(), Act.READ, Optional.of("medical-profile"), "a visit");

        var answer = ledger("", ASKED);

        assertThat(text(answer))
                .isEqualTo("{\"entries\":["
                        + "{\"at\":\"2026-11-23T12:00:00.002Z\",\"act\":\"read\",\"by\":{\"kind\":\"staff\",\"id\":\"cara\"},"
                        + "\"collection\":\"medical-profile\",\"fields\":[\"greeting\"],\"purpose\":\"a visit\"},"
                        + "{\"at\":\"2026-11-23T12:00:00Z\",\"act\":\"export\",\"by\":{\"kind\":\"operator\"},"
                        + "\"purpose\":\"member asked\"}]}");
        assertThat(last().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(last().about()).contains(ADA);
        assertThat(last().purpose()).contains(ASKED);
        assertThat(text(ledger("", "correction"))).contains("\"export\"").doesNotContain("medical-profile");
    }

    @Test
    void ledger_ofOneWhoWasErased_saysThatAndNoMore() {
        done(cara(), Act.READ, Optional.of("medical-profile"), "canary-purpose");
        house.keys.bury(ADA, House.NOON);
        // Her key is held open a minute at most.
        house.advance(Duration.ofMinutes(2));

        assertThat(text(ledger("", ASKED)))
                .isEqualTo("{\"entries\":[{\"at\":\"2026-11-23T12:00:00Z\",\"erased\":true}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"care visit", "", "Member asked", "curiosity"})
    void ledger_withoutARuleForThePurpose_isRefusedAndTheRefusalIsAccountedFor(String purpose) {
        done(new Actor.Operator("root"), Act.EXPORT, Optional.empty(), "canary");

        var answer = ledger("", purpose);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain("canary", "export");
        assertThat(scene.onlyEntry().about()).contains(ADA);
        assertThat(scene.onlyEntry().refusal()).contains("forbidden");
        assertThat(scene.onlyEntry().purpose()).isNotEqualTo(Optional.of("curiosity"));
    }

    @Test
    void ledger_ofNobodyOrFromNowhere_isNotFoundAndMakesNoKey() {
        assertThat(scene.script("GET", "/app/members/stranger/ledger", ASKED, "")
                        .status())
                .isEqualTo(404);
        assertThat(house.staffEntries().getLast().about()).isEmpty();
        assertThat(house.keys.newest(new MemberId("stranger"))).isInstanceOf(KeyLookup.None.class);
        assertThat(ledger("?before=x", ASKED).status()).isEqualTo(404);
        assertThat(house.staffEntries()).allMatch(entry -> entry.refusal().equals(Optional.of("not-found")));
    }

    @Test
    void ledger_longerThanAnAnswer_goesOnBeforeItsLast() {
        for (var i = 0; i < 31; i++) done(new Actor.Job("x"), Act.EXPORT, Optional.empty(), "number " + i + ".");

        var first = text(ledger("", ASKED));

        assertThat(first).contains("number 30.", "number 1.").doesNotContain("number 0.");
        var next = Pattern.compile("\"next\":\"([0-9#]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        var second = text(ledger("?before=" + ConsoleAddresses.encoded(next.group(1)), ASKED));
        assertThat(second).contains("number 0.").doesNotContain("number 1.", "\"next\"");
    }
}
