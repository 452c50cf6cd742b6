package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.FaultyLedgerStore.Fault;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members' requests leave in the ledger, and what nobody can make it say. */
class LedgerStoryTest {
    private static final String NOTES = """
              notes:
                title: Notes
                sites: demo
                deliveries: [card]
                member: {edits: [text], unmasks: [pin]}
                fields:
                  text: {title: Text}
                  pin: {title: PIN, class: secret}
            """;
    private static final MemberId ADA = new MemberId("ada");
    private static final Actor HERSELF = new Actor.Member(ADA, new SiteId("demo"));
    private static final String EDIT = "/app/me/records/notes/self/edit?site=demo";
    private static final String UNMASK = "/app/me/records/notes/self/unmask?site=demo";
    private static final String FORM = "version=1&write=write-0123456789abcdef&f.text=new";

    private final House house = new House(NOTES);
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void signIn() {
        house.write("ada", "notes", "self", Map.of("text", "a note", "pin", "9988"));
        ada.signIn("ada");
    }

    private Response post(String address, String body) {
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "navigate", "document"));
        lines.add(new Headers.Line("Content-Type", "application/x-www-form-urlencoded"));
        return ada.send("POST", address, body, lines);
    }

    private static Entry entry(Act act, Subject subject, Optional<String> refusal) {
        return new Entry(
                House.NOON,
                HERSELF,
                act,
                Optional.of(ADA),
                Optional.of(subject),
                Optional.empty(),
                refusal,
                "request-id");
    }

    private static Subject notes(String... fields) {
        var names = List.of(fields).stream().map(FieldName::new).toList();
        return new Subject(new CollectionId("notes"), Optional.of(RecordId.SELF), names);
    }

    @Test
    void read_byCardAndWindow_isNotedWithTheFieldsShown() {
        ada.fetchCard("/app/me/collections/notes");
        ada.open("/app/me/records/notes?site=demo", "same-origin");
        assertThat(house.ledgerStore.shard(0)).as("nothing is said by then").doesNotContainKey(1L);
        var read = entry(Act.READ, notes("text", "pin"), Optional.empty());
        assertThat(house.ledger()).containsExactly(read, read);
    }

    @Test
    void read_ofOneRecord_tellsItsVersion() {
        assertThat(ada.fetchCard("/app/me/collections/notes").headers().only("ETag"))
                .contains("\"1\"");
        post(EDIT, FORM);
        assertThat(ada.fetchCard("/app/me/collections/notes").headers().only("ETag"))
                .contains("\"2\"");
        assertThat(ada.fetchCard("/app/me/collections/training-plan").headers().only("ETag"))
                .isEmpty();
    }

    @Test
    void read_byBearer_isNoted() {
        house.write("ada", "contact-details", "self", Map.of("phone", "030"));
        var token = House.text(ada.send("POST", "/session/token", "", ada.cardHeaders()))
                .replaceAll(".*\"access_token\":\"([^\"]*)\".*", "$1");
        house.bearer("/v1/me/collections/contact-details", token);
        assertThat(house.ledger()).extracting(Entry::act).containsExactly(Act.READ);
    }

    @Test
    void save_aChange_isInTheLedgerBeforeItIsDone() {
        assertThat(post(EDIT, FORM).status()).isEqualTo(303);
        assertThat(house.ledger()).containsExactly(entry(Act.WRITE, notes("text"), Optional.empty()));
    }

    @Test
    void save_whileTheLedgerIsDead_changesNothing() {
        house.ledgerStore.failAdding(Optional.of(Fault.BEFORE));
        assertThat(post(EDIT, FORM).status()).isEqualTo(503);
        house.ledgerStore.failAdding(Optional.empty());
        house.advance(Duration.ofSeconds(2));
        assertThat(House.text(ada.fetchCard("/app/me/collections/notes"))).contains("a note");
    }

    @Test
    void save_ofAnOlderVersion_isNotedAsRefused() {
        post(EDIT, FORM);
        post(EDIT, FORM.replace("write-0", "write-1"));
        assertThat(house.ledger())
                .contains(entry(Act.WRITE, notes(), Optional.of("conflict")))
                .hasSize(3);
    }

    @Test
    void unmask_justSignedIn_isInTheLedgerBeforeItIsShown() {
        assertThat(post(UNMASK, "").status()).isEqualTo(200);
        assertThat(house.ledger()).containsExactly(entry(Act.UNMASK, notes("text", "pin"), Optional.empty()));
    }

    @Test
    void unmask_signedInTooLongAgo_isNotedAsRefused() {
        house.advance(Duration.ofMinutes(20));
        assertThat(post(UNMASK, "").status()).isEqualTo(401);
        assertThat(house.ledger())
                .extracting(Entry::act, Entry::refusal)
                .containsExactly(tuple(Act.UNMASK, Optional.of("unauthorized")));
    }

    @Test
    void unmask_whileTheLedgerIsDead_showsNothing() {
        house.ledgerStore.failAdding(Optional.of(Fault.BEFORE));
        var answer = post(UNMASK, "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(House.text(answer)).doesNotContain("9988");
    }

    @Test
    void read_whatSheHasNoMembershipFor_isNotedAsRefused() {
        ada.fetchCard("/app/me/collections/medical-profile");
        var subject = new Subject(new CollectionId("medical-profile"), Optional.of(RecordId.SELF), List.of());
        assertThat(house.ledger()).containsExactly(entry(Act.READ, subject, Optional.of("membership-required")));
    }

    /** Whoever tries names of collections and records with a member's session or token leaves a trace. */
    @Test
    void read_ofWhatIsNotThere_isNotedAsRefused() {
        ada.fetchCard("/app/me/collections/nothing-there");
        ada.fetchCard("/app/me/collections/contact-details/self");
        ada.fetchCard("/app/me/collections/contact-details?cursor=eve");
        assertThat(house.ledger())
                .extracting(Entry::act, Entry::refusal)
                .containsExactly(
                        tuple(Act.READ, Optional.of("not-found")),
                        tuple(Act.READ, Optional.of("not-found")),
                        tuple(Act.READ, Optional.of("bad-request")));
    }

    @Test
    void change_thatIsNoForm_isNotedAsRefused() {
        assertThat(post(EDIT, "version=1").status()).isEqualTo(400);
        assertThat(ada.send("POST", EDIT, "{}", House.fetchMetadata("same-origin", "navigate", "document"))
                        .status())
                .isEqualTo(415);
        assertThat(house.ledger())
                .extracting(Entry::act, Entry::refusal)
                .containsExactly(
                        tuple(Act.WRITE, Optional.of("bad-request")), tuple(Act.WRITE, Optional.of("bad-request")));
    }

    @Test
    void allOfHerData_askedForWithoutAFreshProof_isNotedAsRefused() {
        house.advance(Duration.ofMinutes(20));
        assertThat(post("/app/me/export?site=demo", "").status()).isEqualTo(401);
        assertThat(post("/app/me/erasure?site=demo", "").status()).isEqualTo(401);
        assertThat(house.ledger())
                .extracting(Entry::act, Entry::refusal)
                .containsExactly(
                        tuple(Act.EXPORT, Optional.of("unauthorized")),
                        tuple(Act.ERASURE_ASKED, Optional.of("unauthorized")));
    }

    @Test
    void read_bySomebodyUnknown_writesNothing() {
        house.new Browser().fetchCard("/app/me/collections/notes");
        house.bearer("/v1/me/collections/contact-details", "not.a.token");
        assertThat(house.ledger()).isEmpty();
        assertThat(house.ledgerStore.shard(0)).isEmpty();
    }

    @Test
    void read_moreOftenThanAllowed_writesNoMore() {
        for (var i = 0; i < 120; i++) ada.fetchCard("/app/me/collections/notes");
        assertThat(house.ledger()).hasSize(100);
    }

    @Test
    void read_whileTheLedgerIsDead_failsRatherThanGoUnaccounted() {
        house.ledgerStore.failAdding(Optional.of(Fault.BEFORE));
        var answer = ada.fetchCard("/app/me/collections/notes");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(House.text(answer)).doesNotContain("a note");
        house.ledgerStore.failAdding(Optional.empty());
        house.advance(Duration.ofSeconds(2));
        assertThat(ada.fetchCard("/app/me/collections/notes").status()).isEqualTo(200);
        assertThat(house.ledger()).hasSize(1);
    }
}
