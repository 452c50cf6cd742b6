package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.BLOOD;
import static io.cloakroom.gateway.ConsoleScene.CONTACT;
import static io.cloakroom.gateway.ConsoleScene.NUMBER;
import static io.cloakroom.gateway.ConsoleScene.PROFILE;
import static io.cloakroom.gateway.ConsoleScene.VISIT;
import static io.cloakroom.gateway.ConsoleScene.fields;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The staff see hidden values and change records as far as a rule allows, freshly signed in or accounted for first. */
class ConsoleEditTest {
    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;
    private final House.Browser sam = scene.sam;

    @Test
    void unmask_freshlySignedIn_showsWholeHereAndNowhereElse() {
        scene.signedIn("cara");
        assertThat(text(scene.open(PROFILE + VISIT))).contains("••••2233").doesNotContain(NUMBER);
        house.forgetStaffEntries();

        assertThat(text(scene.post(PROFILE + "/self/unmask" + VISIT, Map.of()))).contains(NUMBER, BLOOD);

        assertThat(scene.onlyEntry().act()).isEqualTo(Act.UNMASK);
        assertThat(fields(scene.onlyEntry())).containsExactly("greeting", "blood_group", "insurance_number");
        assertThat(scene.onlyEntry().purpose()).contains("care visit");
        assertThat(text(scene.open(PROFILE + VISIT))).doesNotContain(NUMBER);
    }

    @Test
    void unmask_lastMomentOfAProof_asksForNone() {
        scene.signedIn("cara");
        house.advance(Duration.ofMinutes(5).minusMillis(1));

        assertThat(text(scene.open(PROFILE + VISIT)))
                .contains("Show hidden values")
                .doesNotContain("/session/prove");
        assertThat(text(scene.post(PROFILE + "/self/unmask" + VISIT, Map.of()))).contains(NUMBER);
    }

    @Test
    void unmask_fiveMinutesLater_asksForANewProof() {
        scene.signedIn("cara");
        house.advance(Duration.ofMinutes(5));
        var unmask = PROFILE + "/self/unmask" + VISIT;

        assertThat(scene.post(unmask, Map.of()).status()).isEqualTo(401);
        assertThat(scene.onlyEntry().refusal()).contains("unauthorized");
        var prove = "/session/prove?return=" + URLEncoder.encode(PROFILE + VISIT, StandardCharsets.UTF_8);
        assertThat(text(scene.open(PROFILE + VISIT))).contains(prove);

        house.pool.say("cara", List.of("care"), List.of("pwd"));
        var weak = sam.finishSignIn(scene.open(prove).headers().only("Location").orElseThrow(), "cara");
        assertThat(weak.status()).isEqualTo(403);
        assertThat(scene.post(unmask, Map.of()).status()).isEqualTo(401);

        var another =
                sam.finishSignIn(scene.open(prove).headers().only("Location").orElseThrow(), "sam");
        assertThat(another.status()).isEqualTo(403);
        assertThat(house.tallied).endsWith("forbidden somebody-else");
        assertThat(scene.post(unmask, Map.of()).status()).isEqualTo(401);

        house.pool.say("cara", List.of("care"), List.of("pwd", "mfa"));
        var page = sam.finishSignIn(scene.open(prove).headers().only("Location").orElseThrow(), "cara");
        assertThat(text(page)).contains("url=" + PROFILE + VISIT);
        assertThat(text(scene.post(unmask, Map.of()))).contains(NUMBER);
    }

    @Test
    void unmask_notInTheRule_isRefusedHoweverFresh() {
        scene.signedIn("sam");

        var answer = scene.post(PROFILE + "/self/unmask" + ASKED, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain(NUMBER);
        assertThat(scene.onlyEntry().refusal()).contains("forbidden");
    }

    @Test
    void save_changedField_isThereForTheMemberAndAccountedForFirst() {
        scene.signedIn("cara");
        var form = scene.formAt(PROFILE + "/self/edit" + VISIT);
        assertThat(form).containsKey("f.blood_group").doesNotContainKey("f.insurance_number");
        form.put("f.blood_group", "AB");
        form.put("f.insurance_number", "smuggled");
        house.forgetStaffEntries();

        var saved = scene.post(PROFILE + "/self/edit" + VISIT, form);

        assertThat(saved.status()).isEqualTo(303);
        assertThat(fields(scene.onlyEntry())).containsExactly("blood_group");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.WRITE);
        assertThat(text(scene.open(saved.headers().only("Location").orElseThrow())))
                .contains("AB", "Saved.", "••••2233")
                .doesNotContain("smuggled");
        assertThat(scene.post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(303);
        form.put("write", "another-write-0123456789");
        house.tallied.clear();
        assertThat(scene.post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(409);
        assertThat(house.staffEntries().getLast().refusal()).contains("conflict");
        // One page is made of it, the form.
        assertThat(house.tallied).isEmpty();
    }

    @Test
    void save_aRecordThatBecomesTooLarge_isToldAndNothingTypedIsLost() {
        var ada = new MemberId("ada");
        var contact = new CollectionId("contact-details");
        // Of a field that is declared no more: that counts too.
        var left = new StoredValue.Plain("x".repeat(SealedRecord.BYTES_MAX - "left".length()));
        house.records.delete(ada, contact, RecordId.SELF);
        var record = new SealedRecord(
                ada, contact, RecordId.SELF, 1, House.NOON, Optional.empty(), Map.of(new FieldName("left"), left));
        house.records.put(record, Marks.NONE);
        scene.signedIn("sam");
        var form = scene.formAt(CONTACT + "/self/edit" + ASKED);
        form.put("f.phone", "typed by sam");

        var answer = scene.post(CONTACT + "/self/edit" + ASKED, form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(text(answer)).contains("larger than 400,000 bytes", "typed by sam");
        assertThat(house.staffEntries().getLast().refusal()).contains("too-large");
        assertThat(house.records.find(ada, contact, RecordId.SELF)).contains(record);
    }

    @Test
    void save_ofAMemberWhoIsErasedMeanwhile_isRefused() {
        scene.signedIn("cara");
        var form = scene.formAt(PROFILE + "/self/edit" + VISIT);
        house.keys.bury(new MemberId("ada"), House.NOON);

        assertThat(scene.post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(404);
    }
}
