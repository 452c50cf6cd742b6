package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.site.SiteId;
import io.cloakroom.upkeep.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a site passes on waits for the member, and does nothing by itself, however hostile the site. */
class RequestDeskTest {
    private static final String ME = "/app/me?site=demo";
    private static final String DISMISS = "/app/me/requests/erasure/dismiss?site=demo";

    private final House house = new House();
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(60)));
        house.write("ada", "contact-details", "self", Map.of("phone", "030 1"));
        ada.signIn("ada");
    }

    private static String uuid(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static String body(String id, String sub, String kind) {
        return "{\"id\":\"" + id + "\",\"sub\":\"" + sub + "\",\"kind\":\"" + kind + "\"}";
    }

    private Response pass(String body) {
        return pass(house.site, "demo", body);
    }

    private Response pass(SigningSite signer, String site, String body) {
        var message = "msg_" + Randoms.next();
        return house.send(signer.post("/v1/sites/" + site + "/requests", body, message, house.clock.instant()));
    }

    private String me() {
        return House.text(ada.open(ME, "same-origin"));
    }

    private Response post(String address, String from) {
        return ada.send("POST", address, "", House.fetchMetadata(from, "navigate", "document"));
    }

    @Test
    void pass_forALinkedMember_waitsOnHerPage() {
        assertThat(me()).doesNotContain("passed on");

        var answer = pass(body(uuid(1), "ada", "erasure"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(House.text(answer))
                .isEqualTo(
                        "{\"state\":\"waiting-for-member\",\"page\":\"https://members.example.test/app/me?site=demo\"}");
        assertThat(me())
                .contains("Alder House has passed on your request to erase all of your data.", "If you did not ask")
                .contains("href=\"/app/me/erasure?site=demo\"", "action=\"" + DISMISS + "\"");
        assertThat(house.upkeep.departure(new MemberId("ada"))).isEmpty();
        assertThat(house.records.some(new MemberId("ada"), 10)).hasSize(1);
    }

    private List<Entry> sitesEntries() {
        return house.ledger().stream()
                .filter(entry -> entry.actor() instanceof Actor.Site)
                .toList();
    }

    @Test
    void pass_ofEitherKind_isInTheLedgerOnceAndShownToHer() {
        for (var kind : List.of("erasure", "export")) {
            pass(body(uuid(1), "ada", kind));
            pass(body(uuid(2), "ada", kind));
        }

        assertThat(sitesEntries())
                .extracting(Entry::act, Entry::about, Entry::refusal)
                .containsExactly(
                        tuple(Act.ERASURE_ASKED, Optional.of(new MemberId("ada")), Optional.empty()),
                        tuple(Act.EXPORT_ASKED, Optional.of(new MemberId("ada")), Optional.empty()));
        assertThat(House.text(ada.open("/app/me/ledger?site=demo", "same-origin")))
                .contains("The website Alder House", "asked for your data to be erased")
                .contains("asked for a copy of your data");
    }

    @Test
    void pass_whereTheLedgerCannotBeWritten_isNotTaken() {
        house.services.close();
        house.failLedger(true);
        assertThat(pass(body(uuid(1), "ada", "erasure")).status()).isEqualTo(503);
        house.failLedger(false);
        assertThat(me()).doesNotContain("passed on");
    }

    @Test
    void pass_theSameKindAgain_isAnsweredTheSameAndNothingIsNew() {
        var first = House.text(pass(body(uuid(1), "ada", "export")));
        for (var id : List.of(uuid(1), uuid(2))) {
            var again = pass(body(id, "ada", "export"));
            assertThat(again.status()).isEqualTo(202);
            assertThat(House.text(again)).isEqualTo(first);
        }
        assertThat(me().split("passed on", -1)).hasSize(2);
    }

    @Test
    void pass_forSomebodyElse_tellsNothing() {
        assertThat(pass(body(uuid(1), "eve", "export")).status()).isEqualTo(404);
        assertThat(pass(body(uuid(1), "nobody", "export")).status()).isEqualTo(404);
        // Linked with another site is not linked with this one.
        assertThat(pass(house.otherSite, "other", body(uuid(1), "ada", "export"))
                        .status())
                .isEqualTo(404);
        assertThat(pass(house.otherSite, "demo", body(uuid(1), "ada", "export")).status())
                .isEqualTo(401);
        assertThat(me()).doesNotContain("passed on");
        // About nobody: a site shall not write to whomever it names.
        assertThat(sitesEntries())
                .hasSize(3)
                .allMatch(entry -> entry.about().isEmpty())
                .allMatch(entry -> entry.refusal().equals(Optional.of("not-found")));
    }

    @Test
    void pass_malformed_isRefused() {
        for (var body : List.of(
                "{}",
                "[]",
                body("1", "ada", "export"),
                body(uuid(1).toUpperCase(Locale.ROOT) + "A", "ada", "export"),
                body(uuid(1), "a b", "export"),
                body(uuid(1), "ada", "unmask"),
                "{\"id\":1,\"sub\":\"ada\",\"kind\":\"export\"}")) {
            assertThat(pass(body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void pass_sentAgainByteForByte_isRefused() {
        var request = house.site.post(
                "/v1/sites/demo/requests",
                body(uuid(1), "ada", "export"),
                "msg_" + Randoms.next(),
                house.clock.instant());
        assertThat(house.send(request).status()).isEqualTo(202);
        assertThat(house.send(request).status()).isEqualTo(401);
    }

    @Test
    void pass_forEverybody_isTurnedAwayAboveTheCeiling() {
        for (var i = 0; i <= RequestDesk.PER_HOUR_MAX; i++) {
            house.hold("m" + i, "gold", House.NOON.plus(Duration.ofDays(1)));
            var status = pass(body(uuid(i), "m" + i, "erasure")).status();
            assertThat(status).as("the %d.", i).isEqualTo(i < RequestDesk.PER_HOUR_MAX ? 202 : 429);
        }
        assertThat(pass(body(uuid(998), "nobody", "erasure")).status()).isEqualTo(429);
        assertThat(sitesEntries())
                .as("no more is written than may be passed on")
                .hasSize(RequestDesk.PER_HOUR_MAX)
                .allMatch(entry -> entry.refusal().isEmpty());
        // What waits already is answered as before.
        assertThat(pass(body(uuid(0), "m0", "erasure")).status()).isEqualTo(202);
        house.advance(Duration.ofHours(1));
        assertThat(pass(body(uuid(999), "ada", "erasure")).status()).isEqualTo(202);
    }

    @Test
    void dismiss_byHer_takesItAwayAndTheSameDoesNotComeBack() {
        pass(body(uuid(1), "ada", "erasure"));

        assertThat(post(DISMISS, "same-site").status()).isEqualTo(400);
        assertThat(me()).contains("passed on");
        var answer = post(DISMISS, "same-origin");
        assertThat(answer.headers().only("Location")).contains(ME);
        assertThat(me()).doesNotContain("passed on");
        assertThat(pass(body(uuid(1), "ada", "erasure")).status()).isEqualTo(202);
        assertThat(me()).doesNotContain("passed on");
        assertThat(post("/app/me/requests/nothing/dismiss?site=demo", "same-origin")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void request_nobodyWentOnWith_isOverAfterThirtyDays() {
        var now = house.clock.instant();
        pass(body(uuid(1), "ada", "erasure"));
        house.advance(Requests.WAITS);

        var waiting = house.upkeep.waiting(new SiteId("demo"), new MemberId("ada"), now.plus(Requests.WAITS));
        assertThat(waiting).isEmpty();
    }
}
