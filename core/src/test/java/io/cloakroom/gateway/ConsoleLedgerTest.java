package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ADA;
import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.LEDGER;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff see what was done with a member's data, as far as their purpose opens it. */
class ConsoleLedgerTest {
    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;

    private void done(String actor, Act act, Optional<String> collection, String purpose) {
        var subject = collection.map(
                id -> new Subject(new CollectionId(id), Optional.empty(), List.of(new FieldName("greeting"))));
        house.services
                .ledger()
                .write(new Entry(
                        house.clock.instant(),
                        new Actor.Staff(new MemberId(actor)),
                        act,
                        Optional.of(new MemberId("ada")),
                        subject,
                        Optional.of(purpose),
                        Optional.empty(),
                        "r"));
        house.advance(Duration.ofMillis(1));
    }

    @Test
    void ledger_forAPurpose_showsWhatItsCollectionsSayAndIsAccountedFor() {
        done("cara-0000-1234", Act.READ, Optional.of("medical-profile"), "a <visit>");
        done("cara-0000-1234", Act.WRITE, Optional.of("hidden"), "canary-purpose");
        done("cara-0000-1234", Act.EXPORT, Optional.empty(), "asked");
        scene.signedIn("sam");
        assertThat(text(scene.open(ADA))).doesNotContain("/ledger");
        assertThat(text(scene.open(ADA + ASKED))).contains("href=\"" + LEDGER + ASKED);
        house.forgetStaffEntries();

        var page = text(scene.open(LEDGER + ASKED));

        assertThat(page)
                .containsSubsequence(
                        "<strong>You</strong> looked for the member",
                        "<strong>Staff</strong> <span class=\"id\">cara-0000-1234</span>",
                        "took a copy of her data",
                        "looked at Medical profile: Greeting",
                        "Reason given: a &lt;visit&gt;")
                .doesNotContain("<visit>", "hidden", "canary-purpose", "your data", ">sam<");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(scene.onlyEntry().actor()).isEqualTo(new Actor.Staff(new MemberId("sam")));
        assertThat(scene.onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(scene.onlyEntry().purpose()).contains("member asked");
        assertThat(text(scene.open(LEDGER + "?purpose=correction"))).doesNotContain("Medical profile", "&lt;visit&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?purpose=care%20visit", "?purpose=", "", "?purpose=Member%20asked", "?purpose=%3Cb%3E"})
    void ledger_withoutARuleForThePurpose_isRefusedAndTheRefusalIsAccountedFor(String query) {
        done("cara", Act.EXPORT, Optional.empty(), "canary");
        scene.signedIn("sam");

        var answer = scene.open(LEDGER + query);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain("canary", "took a copy", "<b>");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(scene.onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(scene.onlyEntry().refusal()).contains("forbidden");
    }

    @Test
    void ledger_ofNobodyOrFromNowhere_showsNothing() {
        done("cara", Act.EXPORT, Optional.empty(), "asked");
        scene.signedIn("sam");

        house.pool.add("eve", "eve@example.test");
        assertThat(text(scene.open("/console/members/eve/ledger" + ASKED)))
                .contains("There is nothing here that you may see");
        assertThat(scene.open("/console/members/" + "x".repeat(129) + "/ledger" + ASKED)
                        .status())
                .isEqualTo(404);
        assertThat(scene.open(LEDGER + ASKED + "&before=x").status()).isEqualTo(404);
        assertThat(house.staffEntries().getLast().refusal()).contains("not-found");
    }

    @Test
    void ledger_thatCannotBeWritten_isNotShown() {
        done("cara", Act.EXPORT, Optional.empty(), "canary");
        scene.signedIn("sam");
        house.failLedger(true);

        var answer = scene.open(LEDGER + ASKED);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).doesNotContain("canary", "took a copy");
    }

    /** What fails when it is opened was accounted for by then. */
    @Test
    void ledger_thatCannotBeOpened_isAccountedForFirst() {
        done("cara", Act.EXPORT, Optional.empty(), "canary");
        scene.signedIn("sam");
        house.ledgerStore.failFinding(true);

        var answer = scene.open(LEDGER + ASKED);

        house.ledgerStore.failFinding(false);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(scene.onlyEntry().refusal()).isEmpty();
    }

    @Test
    void ledger_longerThanAPage_goesOnForTheSamePurpose() {
        for (var i = 0; i < 31; i++) done("cara", Act.EXPORT, Optional.empty(), "number " + i + ".");
        scene.signedIn("sam");

        var page = text(scene.open(LEDGER + ASKED));
        assertThat(page).contains("number 30.", "number 1.").doesNotContain("number 0.");
        var more = Pattern.compile("href=\"([^\"]+before=[^\"]+)\"").matcher(page);
        assertThat(more.find()).isTrue();
        var next = more.group(1).replace("&amp;", "&");
        assertThat(next).startsWith(LEDGER + ASKED);
        assertThat(text(scene.open(next))).contains("number 0.").doesNotContain("number 1.");
    }
}
