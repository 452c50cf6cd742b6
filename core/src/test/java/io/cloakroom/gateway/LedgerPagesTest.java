package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Batch;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member sees who saw her data, and nobody else sees it. */
class LedgerPagesTest {
    private static final String PAGE = "/app/me/ledger?site=demo";

    private final House house = new House();
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        house.write("ada", "contact-details", "self", Map.of("phone", "030 1"));
        ada.signIn("ada");
        // From here on, what is noted is written at once.
        house.services.close();
    }

    private Response open(String address) {
        return ada.open(address, "same-origin");
    }

    private void staff(String about, Act act, Optional<String> refusal) {
        staff(house.clock.instant(), about, act, refusal);
    }

    private void staff(Instant at, String about, Act act, Optional<String> refusal) {
        house.services
                .ledger()
                .write(new Entry(
                        at,
                        new Actor.Staff(new MemberId("sam-0000-1234")),
                        act,
                        Optional.of(new MemberId(about)),
                        Optional.of(new Subject(
                                new CollectionId("contact-details"),
                                Optional.empty(),
                                List.of(new FieldName("phone")))),
                        Optional.of("a <call> from her"),
                        refusal,
                        "r"));
    }

    private static String link(String page, String label) {
        var matcher =
                Pattern.compile("<a href=\"([^\"]*)\">" + Pattern.quote(label)).matcher(page);
        assertThat(matcher.find()).as(label).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private static int count(String page, String text) {
        return page.split(Pattern.quote(text), -1).length - 1;
    }

    @Test
    void page_beforeAnythingWasDone_saysSo() {
        assertThat(House.text(open(PAGE))).contains("There is nothing here yet.");
    }

    @Test
    void page_tellsWhoDidWhatWhyAndWhatWasRefused() {
        staff("ada", Act.READ, Optional.empty());
        var nextDay = House.NOON.plus(Duration.ofDays(1));
        staff(nextDay, "ada", Act.UNMASK, Optional.of("unauthorized"));
        staff("eve", Act.READ, Optional.empty());

        var answer = open(PAGE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(House.text(answer))
                .containsSubsequence(
                        "Tuesday, 24 November 2026",
                        "Staff (…1234)",
                        "looked at Contact details: Phone, with hidden values shown",
                        "refused",
                        "Reason given: a &lt;call&gt; from her",
                        "Monday, 23 November 2026",
                        "looked at Contact details: Phone")
                .doesNotContain("sam-0000", "030 1", "<call>");
        assertThat(answer.headers().only("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
    }

    @Test
    void page_ofWhatOperatorsDid_tellsEachInWords() {
        var words = Map.of(
                Act.LINK, "tied you to a user of a website",
                Act.UNLINK, "untied you from a user of a website",
                Act.FACTS_RELEASED, "took in what a website had said of you and was kept aside",
                Act.FACTS_DISCARDED, "forgot what a website had said of you and was kept aside",
                Act.SESSIONS_ENDED, "signed you out everywhere",
                Act.FIND, "looked for you, by Contact details: Phone");
        words.keySet().forEach(this::operator);

        assertThat(House.text(open(PAGE))).contains(words.values()).doesNotContain("root");
        assertThat(count(House.text(open(PAGE)), "An operator")).isEqualTo(words.size());
    }

    private void operator(Act act) {
        var subject =
                new Subject(new CollectionId("contact-details"), Optional.empty(), List.of(new FieldName("phone")));
        house.services
                .ledger()
                .write(new Entry(
                        house.clock.instant(),
                        new Actor.Operator("root"),
                        act,
                        Optional.of(new MemberId("ada")),
                        Optional.of(subject).filter(_ -> act == Act.FIND),
                        Optional.empty(),
                        Optional.empty(),
                        "r"));
    }

    @Test
    void ownReads_areFoldedByDayAndOpenedByTheHour() {
        ada.fetchCard("/app/me/collections/contact-details");
        ada.fetchCard("/app/me/collections/contact-details");
        var page = House.text(open(PAGE));
        assertThat(page).containsOnlyOnce("looked at your own data").doesNotContain("Contact details");

        var day = House.text(open(link(page, "Show each time from 12:00")));
        assertThat(day).contains("What I looked at myself");
        assertThat(count(day, "looked at Contact details: Phone")).isEqualTo(2);
        assertThat(count(day, "looked at this account")).isEqualTo(1);
    }

    @Test
    void page_longerThanOne_goesOn() {
        for (var i = 0; i < 40; i++) {
            staff("ada", Act.READ, Optional.empty());
            house.advance(Duration.ofSeconds(1));
        }
        var first = House.text(open(PAGE));
        assertThat(count(first, "<li>")).isEqualTo(30);
        assertThat(count(first, "Staff (…1234)")).isEqualTo(30);
        var second = House.text(open(link(first, "Show earlier")));
        assertThat(count(second, "Staff (…1234)")).isEqualTo(10);
        assertThat(second).doesNotContain("Show earlier");
    }

    @Test
    void page_afterSomebodyChangedTheTable_saysThatAnEntryCannotBeRead() {
        staff("ada", Act.READ, Optional.empty());
        house.ledgerStore.shard(0).clear();
        for (var shard = 0; shard < 64; shard++) house.ledgerStore.shard(shard).clear();
        assertThat(House.text(open(PAGE))).contains("that cannot be read any more");
    }

    @Test
    void page_forNobodyAFrameAScriptOrAnotherSite_isNotShown() {
        staff("ada", Act.READ, Optional.empty());
        assertThat(house.new Browser().open(PAGE, "same-origin").status()).isEqualTo(401);
        assertThat(ada.fetchCard("/app/me/ledger").status()).isEqualTo(400);
        assertThat(ada.send("GET", PAGE, "", House.fetchMetadata("same-site", "navigate", "iframe"))
                        .status())
                .isEqualTo(400);
        assertThat(open("/app/me/ledger?site=other").status()).isEqualTo(401);
    }

    @Test
    void page_withAnyOtherPlaceToGoOn_isNotFound() {
        for (var more : List.of("&before=x", "&before=%20", "&before=000000000000001")) {
            assertThat(open(PAGE + more).status()).isEqualTo(404);
        }
        for (var day : List.of(
                "x?site=demo&shard=0&from=0",
                "2026-11-23?site=demo",
                "2026-11-23?site=demo&shard=0&from=0",
                "2026-11-23?site=demo&hour=24&shard=0&from=0",
                "2026-11-23?site=demo&hour=12&shard=64&from=0",
                "2026-11-23?site=demo&hour=12&shard=0&from=-1")) {
            assertThat(open("/app/me/ledger/" + day).status()).isEqualTo(404);
        }
    }

    @Test
    void hour_inATableThatSomebodyChanged_saysThatSomethingCannotBeRead() {
        ada.fetchCard("/app/me/collections/contact-details");
        var hour = link(House.text(open(PAGE)), "Show each time from 12:00");
        for (var shard = 0; shard < 64; shard++) {
            house.ledgerStore
                    .shard(shard)
                    .replaceAll((_, good) -> new Batch(good.shard(), good.number(), good.first(), new byte[] {1}));
        }
        assertThat(House.text(open(hour))).contains("that cannot be read any more");
    }

    @Test
    void hour_ofAnother_showsNothingOfHers() {
        var eve = house.new Browser();
        eve.signIn("eve");
        ada.fetchCard("/app/me/collections/contact-details");
        var hers = link(House.text(open(PAGE)), "Show each time from 12:00");
        assertThat(House.text(open(hers))).contains("Contact details");

        var answer = eve.open(hers, "same-origin");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(House.text(answer)).contains("There is nothing here yet.").doesNotContain("Contact details");
    }
}
