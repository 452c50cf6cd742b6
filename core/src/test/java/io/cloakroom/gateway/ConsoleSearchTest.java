package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The staff find members by the exact value of a field, as far as a rule lets them read it, and not often. */
class ConsoleSearchTest {
    private static final String PHONE = "030-canary-phone";
    private static final String NUMBER = "canary-4711";
    private static final String FIELD = "contact-details.phone";
    private static final String ASKED = "member asked";

    private static final String CARDS = """
              cards:
                title: Library cards
                sites: demo
                staff:
                  staff: {reads: secret, purposes: [member asked]}
                  care: {reads: secret, unmasks: [number], purposes: [care visit]}
                fields: {number: {title: Card number, class: secret, searchable: exact}}
            """;

    private final House house = new House(CARDS);
    private final House.Browser sam = house.new Browser("staff.example.test");

    @BeforeEach
    void people() {
        house.pool.add("ada", "ada@example.test");
        house.pool.say("sam", List.of("staff"), List.of("pwd", "otp", "mfa"));
        house.pool.say("cara", List.of("care"), List.of("pwd", "otp", "mfa"));
        house.write("ada", "contact-details", "self", Map.of("phone", PHONE));
        house.write("ada", "cards", "self", Map.of("number", NUMBER));
    }

    private void signedIn(String sub) {
        assertThat(sam.signInAtConsole(sub).status()).isEqualTo(200);
        house.forgetStaffEntries();
    }

    private Response search(String field, String purpose, String value) {
        return sam.post("/console/search", Map.of("field", field, "purpose", purpose, "value", value));
    }

    private Entry lastEntry() {
        return house.staffEntries().getLast();
    }

    @Test
    void page_offersFieldsThatSheMayReadAndNoOthers() {
        signedIn("sam");
        assertThat(text(sam.open("/console", "same-origin")))
                .contains("Contact details: Phone", "action=\"/console/search\"", "value=\"correction\"")
                .doesNotContain("Insurance number", "Card number", "care visit");

        signedIn("cara");
        assertThat(text(sam.open("/console", "same-origin")))
                .contains("Library cards: Card number")
                .doesNotContain("Phone");
    }

    @Test
    void search_byExactValue_findsAndAccountsForWhomAndByWhichFieldAndNotByWhat() {
        signedIn("sam");

        var page = text(search(FIELD, ASKED, " 030-CANARY-phone "));

        assertThat(page)
                .contains("One member found", "href=\"/console/members/ada?purpose=member%20asked\"")
                .doesNotContainIgnoringCase("canary");
        assertThat(house.staffEntries()).hasSize(1);
        assertThat(lastEntry().act()).isEqualTo(Act.FIND);
        assertThat(lastEntry().about()).contains(new MemberId("ada"));
        assertThat(lastEntry().purpose()).contains(ASKED);
        assertThat(lastEntry().subject())
                .contains(new Subject(
                        new CollectionId("contact-details"), Optional.empty(), List.of(new FieldName("phone"))));
        assertThat(text(search(FIELD, ASKED, "030-canary"))).contains("Nobody found");
        assertThat(lastEntry().about()).isEmpty();
        assertThat(lastEntry().subject()).isPresent();
        assertThat(house.staffEntries().toString()).doesNotContainIgnoringCase("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "sam, contact-details.phone, care visit, 403",
        "sam, contact-details.phone, '', 403",
        "sam, contact-details.phone, Member asked, 403",
        "cara, contact-details.phone, member asked, 404",
        "cara, contact-details.phone, care visit, 404",
        "sam, cards.number, member asked, 403",
        "sam, cards.number, care visit, 403",
        "cara, cards.number, member asked, 403",
        "sam, medical-profile.insurance_number, member asked, 400",
        "sam, hidden.x, member asked, 400",
        "sam, <b>, member asked, 400",
        "sam, '', member asked, 400"
    })
    void search_withoutARule_isRefusedAndTheRefusalIsAccountedFor(
            String staff, String field, String purpose, int status) {
        signedIn(staff);

        var answer = search(field, purpose, field.equals("cards.number") ? NUMBER : PHONE);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).doesNotContain("canary", "Name of ada", "<b>");
        assertThat(house.staffEntries()).hasSize(1);
        assertThat(lastEntry().act()).isEqualTo(Act.FIND);
        assertThat(lastEntry().about()).isEmpty();
        var codes = Map.of(400, "bad-request", 403, "forbidden", 404, "not-found");
        assertThat(lastEntry().refusal()).isEqualTo(Optional.ofNullable(codes.get(status)));
    }

    @Test
    void search_bySecret_findsForThoseAloneWhoMaySeeItWhole() {
        signedIn("cara");

        assertThat(text(search("cards.number", "care visit", NUMBER))).contains("One member found");
        assertThat(text(search("cards.number", "care visit", "canary-4712"))).contains("Nobody found");
    }

    @Test
    void search_byNothingOrTooMuch_asksAgainAndKeepsWhatWasChosen() {
        signedIn("sam");
        for (var value : List.of(" ", "x".repeat(321))) {
            var answer = search(FIELD, ASKED, value);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(text(answer)).contains("1 to 320 characters").doesNotContain("xxx");
        }
        assertThat(search(FIELD, ASKED, "x".repeat(320)).status()).isEqualTo(200);
    }

    @Test
    void search_ledgerDown_tellsNothing() {
        signedIn("sam");
        house.failLedger(true);

        var answer = search(FIELD, ASKED, PHONE);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).doesNotContain("Name of ada", "canary");
    }

    @Test
    void search_moreThanThirtyAnHour_waitsWithAPageAndAnEntry() {
        signedIn("sam");
        for (var i = 0; i < 30; i++) {
            assertThat(search(FIELD, ASKED, "value " + i).status()).isEqualTo(200);
        }

        var answer = search(FIELD, ASKED, PHONE);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(text(answer)).contains("Too many requests").doesNotContain("canary", "Name of ada");
        assertThat(lastEntry().refusal()).contains("rate-limited");
        assertThat(lastEntry().about()).isEmpty();
        house.advance(Duration.ofMinutes(2));
        assertThat(search(FIELD, ASKED, PHONE).status()).isEqualTo(200);
        assertThat(search(FIELD, ASKED, PHONE).status()).isEqualTo(429);
    }

    @Test
    void search_ofManyAlike_tellsOfTwentyAndAccountsForEach() {
        for (var i = 0; i < 21; i++) house.write("m" + i, "contact-details", "self", Map.of("phone", "030 1234"));
        signedIn("sam");

        assertThat(text(search(FIELD, ASKED, "030 1234"))).contains("20 members found");

        assertThat(house.staffEntries())
                .hasSize(20)
                .allMatch(entry -> entry.about().isPresent());
    }
}
