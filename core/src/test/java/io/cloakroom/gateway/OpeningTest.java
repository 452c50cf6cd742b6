package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.BLOOD;
import static io.cloakroom.gateway.ConsoleScene.PROFILE;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.token.TokenMint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only what was granted is opened: what is not and does not open stands in nobody's way, so nothing was left out afterwards. */
class OpeningTest {
    private static final String CARD = "/app/me/collections/medical-profile";

    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;

    private List<Response> byStaff() {
        scene.signedIn("sam");
        var data = scene.script("GET", "/app/members/ada/collections/medical-profile/self", "member asked", "");
        return List.of(scene.open(PROFILE + ASKED), data);
    }

    private House.Browser ada() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(30)));
        var ada = house.new Browser();
        ada.signIn("ada");
        return ada;
    }

    private static void assertCleanFailure(Response answer) {
        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer))
                .contains("Malformed response from the API.")
                .doesNotContain("canary", "•", "insurance", "Exception");
    }

    @Test
    void staff_spoiltFieldOutsideTheirGrant_areShownTheRest() {
        house.records.spoil("blood_group");

        assertThat(byStaff())
                .allMatch(answer -> answer.status() == 200 && text(answer).contains("••••2233"));
    }

    @Test
    void staff_spoiltFieldOfTheirGrant_areShownNothing() {
        house.records.spoil("insurance_number");

        byStaff().forEach(OpeningTest::assertCleanFailure);
        assertThat(house.tallied).containsExactly("upstream-malformed", "upstream-malformed");
    }

    @Test
    void member_spoiltFieldThatIsDeclaredNoMore_isShownTheRest() {
        house.records.spoil("withdrawn");

        var answer = ada().fetchCard(CARD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains(BLOOD);
    }

    @Test
    void member_spoiltFieldOfHerGrant_isShownNothing() {
        house.records.spoil("blood_group");

        assertCleanFailure(ada().fetchCard(CARD));
    }

    @Test
    void member_spoiltFieldByADeliveryThatIsNotAllowed_isRefusedAndNothingOpened() {
        house.records.spoil("blood_group");
        ada();
        var token = TokenMint.signed(new TokenMint(House.NOON).accessClaims("ada", "client"));

        var answer = house.bearer("/v1/me/collections/medical-profile", token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).contains("delivery-not-allowed");
    }
}
