package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.membership.Witness;
import io.cloakroom.record.RecordId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SiteId;
import io.cloakroom.upkeep.Requests.Kind;
import io.cloakroom.upkeep.Requests.Passed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member takes all of her data with her, or has it erased; nobody else does either. */
class OwnDataTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final String HEALTH = """
              health:
                title: Health
                sites: demo
                deliveries: [card]
                member: {edits: all, unmasks: [number]}
                fields:
                  greeting: {title: Greeting, class: plain}
                  number: {title: Insurance number, class: secret, mask: last-4}
                  pin: {title: PIN, class: secret}
            """;
    private static final String NOTES = """
              notes:
                sites: demo
                records: many
                deliveries: [card]
                member: {edits: all, adds: true, deletes: true}
                fields: {text: {title: Text}}
              visits:
                title: Visits
                sites: demo
                deliveries: [card]
                fields: {seen: {title: Seen}}
            """;
    private static final String NUMBER = "DE-4711-0815-2233";
    private static final String ME = "/app/me?site=demo";
    private static final String EXPORT = "/app/me/export?site=demo";
    private static final String ERASURE = "/app/me/erasure?site=demo";
    private static final String KEEP = "/app/me/erasure/keep?site=demo";
    /** What a page of hers may be about. */
    private static final Map<String, String> VALUES =
            Map.of("{collection}", "notes", "{id}", "n1", "{day}", "2026-11-23");

    private final House house = new House(HEALTH + NOTES);
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        house.write("ada", "health", "self", Map.of("greeting", "Dear Ada", "number", NUMBER, "pin", "9988"));
        house.write("ada", "contact-details", "self", Map.of("phone", "030 \"1\"\n<b>"));
        house.write("ada", "notes", "n1", Map.of("text", "a note"));
        house.write("ada", "elsewhere", "self", Map.of("x", "of another site"));
        house.write("ada", "hidden", "self", Map.of("x", "shown nowhere"));
        house.write("eve", "contact-details", "self", Map.of("phone", "030 2"));
        for (var i = 0; i < 250; i++) house.write("ada", "training-plan", "p" + i, Map.of("exercise", "run " + i));
        ada.signIn("ada");
    }

    private Response open(String address) {
        return ada.open(address, "same-origin");
    }

    /** Every page that the gateway has for her, however many there will be. */
    private List<String> herPages() {
        return house.gateway.addresses().stream()
                .filter(address -> address.startsWith("GET /app/me"))
                .filter(address -> !address.startsWith("GET /app/me/collections"))
                .map(address -> address.substring("GET ".length()))
                .map(OwnDataTest::filledIn)
                .toList();
    }

    private static String filledIn(String pattern) {
        var id = pattern.endsWith("/add")
                ? RecordId.own(House.NOON, Randoms.next()).value()
                : VALUES.get("{id}");
        var path = pattern.replace("{id}", id);
        for (var value : VALUES.entrySet()) path = path.replace(value.getKey(), value.getValue());
        return path + "?site=demo" + (pattern.endsWith("{day}") ? "&hour=12&shard=0&from=0" : "");
    }

    private Response post(String address) {
        return post(ada, address, "same-origin");
    }

    private static Response post(House.Browser by, String address, String from) {
        return by.send("POST", address, "", House.fetchMetadata(from, "navigate", "document"));
    }

    private int runDue() {
        return house.services.erasures().run("job", new Actor.Job("erasure"), "run-1", (_, _) -> {});
    }

    @Test
    void export_justSignedIn_holdsAllThatSheMaySeeOfThisSite() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(1)));
        assertThat(House.text(open(EXPORT))).contains("Download all of my data", "Stays hidden: PIN", "at most 8 MiB");

        var answer = post(EXPORT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().only("Content-Type")).contains("application/json");
        assertThat(answer.headers().only("Content-Disposition"))
                .contains("attachment; filename=\"my-data-demo-2026-11-23.json\"");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
        assertThat(House.text(answer))
                .contains(NUMBER, "030 \\\"1\\\"\\n<b>", "Dear Ada", "\"run 0\"", "\"run 99\"", "\"run 249\"")
                .doesNotContain("9988", "030 2", "of another site", "shown nowhere");
    }

    @Test
    void export_withoutAMembership_saysWhatIsNotInIt() {
        assertThat(House.text(open(EXPORT))).contains("Not in it: Training plan. To see this you need");
        assertThat(House.text(post(EXPORT)))
                .contains("\"not_included\":[{\"collection\":\"medical-profile\",\"title\":\"Medical profile\"")
                .doesNotContain("run 0");
    }

    @Test
    void export_fiveMinutesLater_wantsAProof() {
        house.advance(Duration.ofMinutes(5));

        assertThat(House.text(open(EXPORT)))
                .contains("Sign in again to download your data", "/session/prove?site=demo")
                .doesNotContain("data-deliberate");
        var answer = post(EXPORT);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(House.text(answer)).doesNotContain(NUMBER, "030").contains("/session/prove");
    }

    @Test
    void post_fromAnotherPage_isRefused() {
        for (var address : List.of(EXPORT, ERASURE, KEEP)) {
            for (var from : List.of("same-site", "cross-site", "none")) {
                assertThat(post(ada, address, from).status()).as(address + from).isEqualTo(400);
            }
            var inAFrame = ada.send("POST", address, "", House.fetchMetadata("same-origin", "navigate", "iframe"));
            assertThat(inAFrame.status()).isEqualTo(400);
        }
        assertThat(house.upkeep.departure(ADA)).isEmpty();
    }

    @Test
    void post_withSomebodyElsesProof_isRefused() {
        house.advance(Duration.ofMinutes(20));
        var eve = house.new Browser();
        eve.signIn("eve");
        // Eve has just signed in; of what her browser holds nothing helps in Ada's session.
        eve.cookies.forEach((name, value) -> ada.cookies.putIfAbsent(name, value));

        assertThat(post(EXPORT).status()).isEqualTo(401);
        assertThat(post(ERASURE).status()).isEqualTo(401);
        assertThat(post(eve, EXPORT, "same-origin").status()).isEqualTo(200);
        assertThat(House.text(post(eve, EXPORT, "same-origin")))
                .contains("030 2")
                .doesNotContain(NUMBER);
    }

    @Test
    void export_largerThanTheLimit_isToldWhereToGetIt() {
        var large = "x".repeat(8192);
        for (var i = 0; i < OwnExport.BYTES_MAX / large.length(); i++) {
            house.write("ada", "training-plan", "l" + i, Map.of("exercise", large));
        }
        assertThat(post(EXPORT).status()).isEqualTo(200);
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(1)));

        var answer = post(EXPORT);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(House.text(answer)).contains("Ask the staff of Alder House").doesNotContain(large);
        assertThat(house.ledger())
                .filteredOn(
                        entry -> entry.act() == Act.EXPORT && entry.refusal().isPresent())
                .extracting(entry -> entry.refusal().get())
                .containsExactly("too-large");
    }

    @Test
    void export_storeDiesOnTheWay_givesNothingOfIt() {
        house.records.fail(new Unavailable("records", null));
        var answer = post(EXPORT);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(House.text(answer)).doesNotContain(NUMBER, "030");
        assertThat(answer.headers().only("Content-Disposition")).isEmpty();
    }

    /** What fails when it is opened was accounted for by then. */
    @Test
    void ledger_ofAnExportThatDoesNotOpen_hasItBefore() {
        house.records.spoil("number");

        assertThat(post(EXPORT).status()).isEqualTo(502);
        assertThat(house.ledger())
                .filteredOn(entry -> entry.act() == Act.EXPORT)
                .extracting(
                        entry -> entry.subject()
                                .map(subject -> subject.collection().value()),
                        Entry::refusal)
                .contains(tuple(Optional.of("health"), Optional.empty()));
    }

    @Test
    void ledger_hasAllThatSheDoes() {
        post(EXPORT);
        post(ERASURE);
        post(KEEP);

        assertThat(house.ledger())
                .extracting(
                        Entry::act,
                        entry -> entry.subject()
                                .map(subject -> subject.collection().value()))
                .contains(
                        tuple(Act.EXPORT, Optional.of("health")),
                        tuple(Act.EXPORT, Optional.of("contact-details")),
                        tuple(Act.ERASURE_ASKED, Optional.empty()),
                        tuple(Act.ERASURE_CANCELLED, Optional.empty()));
        assertThat(house.ledger()).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(new Actor.Member(ADA, new SiteId("demo")));
            assertThat(entry.about()).contains(ADA);
        });
    }

    @Test
    void ledger_cannotBeWritten_nothingIsOpenedOrDone() {
        house.failLedger(true);
        for (var address : List.of(EXPORT, ERASURE)) {
            var answer = post(address);
            assertThat(answer.status()).as(address).isEqualTo(503);
            assertThat(House.text(answer)).doesNotContain(NUMBER, "030");
        }
        assertThat(house.upkeep.departure(ADA)).isEmpty();

        house.failLedger(false);
        post(ERASURE);
        house.failLedger(true);
        assertThat(post(KEEP).status()).isEqualTo(503);
        assertThat(house.upkeep.departure(ADA)).isPresent();
    }

    @Test
    void erasurePage_ofMuch_namesEveryCollectionAndSaysThatThereMayBeMore() {
        house.write("ada", "visits", "self", Map.of("seen", "yesterday"));

        assertThat(House.text(open(ERASURE)))
                .contains("Training plan: at least", "Visits: at least 1 record", "and perhaps more");
        var eve = house.new Browser();
        eve.signIn("eve");
        assertThat(House.text(eve.open(ERASURE, "same-origin")))
                .contains(": 1 record")
                .doesNotContain("at least", "perhaps more");
    }

    @Test
    void erasurePage_tellsBeforeWhatItDoes() {
        assertThat(House.text(open(ERASURE)))
                .contains("Health: at least 1 record", "Training plan: at least", "in 7 days, on 30 November 2026")
                .contains("Greeting (Health)", "Alder House, other", "Nobody can undo that")
                .contains("Which memberships websites have told of you")
                .contains("Erase all of my data in 7 days", "data-deliberate")
                .doesNotContain("Dear Ada", NUMBER);
    }

    @Test
    void erasure_asked_isSaidOnEveryPageOfHers() {
        assertThat(post(ERASURE).headers().only("Location")).contains(ERASURE);

        assertThat(herPages()).contains(ME, EXPORT, ERASURE, "/app/me/ledger?site=demo");
        for (var page : herPages()) {
            assertThat(House.text(open(page)))
                    .as(page)
                    .contains("All of your data here will be erased, from 30 November 2026 at 12:00 UTC on.")
                    .contains("action=\"" + KEEP + "\"", "Keep my data");
        }
        assertThat(House.text(open(ERASURE))).doesNotContain("Erase all of my data");
        assertThat(House.text(post(EXPORT))).contains(NUMBER);
    }

    @Test
    void erasure_keptInTime_changesNothing() {
        post(ERASURE);
        house.advance(Duration.ofMinutes(20));

        assertThat(post(KEEP).status()).isEqualTo(303);
        assertThat(House.text(open(ME))).doesNotContain("will be erased");
        assertThat(House.text(open("/app/me/ledger?site=demo"))).contains("withdrew the request to erase your data");
        house.advance(Duration.ofDays(8));
        assertThat(runDue()).isZero();
        assertThat(house.records.some(ADA, 1)).isNotEmpty();
    }

    @Test
    void erasure_due_forgetsWhichAddressIsHers() {
        var demo = new SiteId("demo");
        var gold = Facts.held("memberful:sub:1", "memberful:7", Status.ACTIVE, Term.lifetime());
        house.facts.testify(new Witness(demo, "memberful", "5", Optional.of("mark"), List.of(gold), House.NOON));
        house.facts.note(demo, ADA, Optional.of("mark"));
        assertThat(house.facts.testimony(demo, "memberful", ADA)).containsExactly(gold);
        post(ERASURE);
        house.advance(Duration.ofDays(7));

        assertThat(runDue()).isEqualTo(1);

        assertThat(house.facts.testimony(demo, "memberful", ADA)).isEmpty();
    }

    @Test
    void erasure_due_endsHerSessionsAndSheHasNoDataAnyMore() {
        post(ERASURE);
        house.advance(Duration.ofDays(7));
        assertThat(runDue()).isEqualTo(1);

        assertThat(house.sessions.of(ADA)).isEmpty();
        assertThat(open(ME).status()).isEqualTo(401);
        house.advance(Duration.ofSeconds(1));
        ada.signIn("ada");
        assertThat(House.text(open(ME)))
                .contains("Your data was erased on 30 November 2026. No record of yours is kept here any more")
                .doesNotContain("/app/me/records", EXPORT, ERASURE);
        for (var page : herPages()) {
            if (page.equals(ME)) continue;
            var answer = open(page);
            assertThat(answer.status()).as(page).isEqualTo(410);
            assertThat(House.text(answer)).contains("Your data was erased on").doesNotContain("030");
        }
        for (var address : List.of(EXPORT, ERASURE, KEEP)) {
            assertThat(post(address).status()).as(address).isEqualTo(410);
        }
        var card = ada.fetchCard("/app/me/collections/contact-details");
        assertThat(House.text(card)).doesNotContain("030").contains("\"records\":[]");
        assertThat(house.records.some(new MemberId("eve"), 10)).hasSize(1);
    }

    @Test
    void keep_whenItHasBegun_saysThatItIsTooLate() {
        post(ERASURE);
        house.advance(Duration.ofDays(7));
        ada.signIn("ada");
        house.upkeep.begin(
                ADA, "job", house.clock.instant(), house.clock.instant().plusSeconds(60));

        assertThat(House.text(open(ME))).contains("Your data is being erased.").doesNotContain("Keep my data");
        assertThat(post(KEEP).status()).isEqualTo(409);
    }

    @Test
    void asked_bothAtOnce_closesWhatTheSitePassedOn() {
        var demo = new SiteId("demo");
        for (var kind : Kind.values()) {
            var id = "00000000-0000-4000-8000-000000000001";
            house.upkeep.open(new Passed(demo, ADA, kind, id, House.NOON), House.NOON);
        }
        post(EXPORT);
        post(ERASURE);
        assertThat(house.upkeep.waiting(demo, ADA, House.NOON)).isEmpty();
    }
}
