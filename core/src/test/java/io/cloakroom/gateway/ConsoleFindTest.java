package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ADA;
import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.CONTACT;
import static io.cloakroom.gateway.ConsoleScene.LEDGER;
import static io.cloakroom.gateway.ConsoleScene.PHONE;
import static io.cloakroom.gateway.ConsoleScene.PROFILE;
import static io.cloakroom.gateway.ConsoleScene.VISIT;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The staff find a member and say what for; whom nobody knows they do not find. */
class ConsoleFindTest {
    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;
    private final House.Browser sam = scene.sam;

    @Test
    void find_byAddressOrId_isAccountedForWithWhomItFound() {
        scene.signedIn("sam");

        assertThat(text(scene.post("/console/find", Map.of("by", "email", "value", " ada@example.test "))))
                .contains("One member found", "href=\"/console/members/ada\"");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.FIND);
        assertThat(scene.onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(text(scene.post("/console/find", Map.of("by", "id", "value", "ada"))))
                .contains("Name of ada");
        assertThat(text(scene.post("/console/find", Map.of("by", "email", "value", "ada@example"))))
                .contains("Nobody found");
        assertThat(house.staffEntries().getLast().about()).isEmpty();
        assertThat(text(scene.post("/console/find", Map.of("by", "id", "value", "<script>"))))
                .contains("Nobody found");
        assertThat(scene.post("/console/find", Map.of("by", "email", "value", "x".repeat(321)))
                        .status())
                .isEqualTo(422);
        assertThat(scene.post("/console/find", Map.of("by", "phone", "value", "1"))
                        .status())
                .isEqualTo(400);
        assertThat(house.staffEntries().getLast().refusal()).contains("bad-request");
    }

    @Test
    void members_ofWhomNobodyKnows_areNotFoundAndGetNoKey() {
        scene.signedIn("sam");
        var answers = new ArrayList<Response>();
        for (var path : List.of("", "/ledger", "/records/contact-details", "/records/contact-details/self/edit")) {
            answers.add(scene.open("/console/members/stranger" + path + ASKED));
        }
        answers.add(scene.post("/console/members/stranger/records/medical-profile/self/unmask" + ASKED, Map.of()));
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "member asked"));
        for (var path : List.of("/collections/contact-details", "/ledger")) {
            answers.add(sam.send("GET", "/app/members/stranger" + path, "", lines));
        }

        assertThat(answers).allMatch(answer -> answer.status() == 404);
        assertThat(house.staffEntries())
                .hasSize(answers.size())
                .allMatch(entry -> entry.about().isEmpty() && entry.refusal().equals(Optional.of("not-found")));
        assertThat(house.keys.newest(new MemberId("stranger"))).isInstanceOf(KeyLookup.None.class);
    }

    @Test
    void member_whomThePoolHasForgotten_isStillFound() {
        house.write("dora", "contact-details", "self", Map.of("phone", PHONE));
        scene.signedIn("sam");

        assertThat(text(scene.open("/console/members/dora/records/contact-details" + ASKED)))
                .contains(PHONE);
    }

    @Test
    void find_ledgerDown_tellsNothing() {
        scene.signedIn("sam");
        house.failLedger(true);

        var answer = scene.post("/console/find", Map.of("by", "email", "value", "ada@example.test"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).doesNotContain("Name of ada");
    }

    @Test
    void member_purposeFirst_thenWhatItOpens() {
        scene.signedIn("sam");

        assertThat(text(scene.open(ADA)))
                .contains("What for?", "value=\"member asked\"", "value=\"correction\"", "Name of ada")
                .doesNotContain("care visit", "/records/");
        assertThat(text(scene.open(ADA + ASKED)))
                .contains("<strong>member asked</strong>", CONTACT + ASKED, PROFILE + ASKED)
                .doesNotContain("hidden");
        assertThat(text(scene.open(ADA + "?purpose=correction")))
                .contains(CONTACT)
                .doesNotContain(PROFILE);
        assertThat(text(scene.open(ADA + VISIT))).contains("What for?");
        assertThat(house.staffEntries())
                .allMatch(entry -> entry.act() == Act.FIND && entry.about().equals(Optional.of(new MemberId("ada"))));
    }

    @Test
    void purpose_thatNobodyDeclared_isNoTextOfHerLedgers() {
        scene.signedIn("sam");
        var own = "?purpose=ask%20at%20http://evil.test";

        for (var address : List.of(ADA, CONTACT, CONTACT + "/self/edit", LEDGER)) scene.open(address + own);
        scene.post(PROFILE + "/self/unmask" + own, Map.of());
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "canary"));
        sam.send("GET", "/app/members/ada/collections/contact-details", "", lines);

        assertThat(house.staffEntries())
                .hasSize(6)
                .allMatch(entry -> entry.purpose().isEmpty());
        scene.open(CONTACT + VISIT);
        assertThat(house.staffEntries().getLast().purpose()).contains("care visit");
    }
}
