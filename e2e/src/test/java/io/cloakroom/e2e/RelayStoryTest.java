package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The member's story by relay: the site's server fetches her data, with a token that no page ever sees. */
@Tag("browser")
class RelayStoryTest {
    private static final String CARD = "/my-contact-details/";
    private static final String RELAY = "/my-contact-details/by-relay/";
    private static final String FORBIDDEN = "/my-medical-profile/by-relay/";
    private static final String HERS = "Valhallavägen 114 B";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
        stage.addPage(FORBIDDEN, "[cloakroom_collection collection=\"medical-profile\" delivery=\"relay\"]");
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static Locator collection(Page page) {
        return page.locator(".cloakroom-collection");
    }

    @Test
    void member_signedIn_seesHerDataAndNoTokenReachesThePage() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            var requests = new ArrayList<Request>();
            ada.page().onRequest(requests::add);

            ada.open(RELAY);

            assertThat(collection(ada.page())).containsText(HERS);
            assertThat(relayed(requests)).hasSize(2);
            assertThat(requests)
                    .noneMatch(request -> request.url().contains("/v1/me/"))
                    .noneMatch(request -> request.allHeaders().containsKey("authorization"));
            assertThat(requests.stream().filter(request -> request.url().endsWith("/session/relay-ticket")))
                    .hasSize(1);
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void member_onTheNextPage_needsNoTicket() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            ada.open(RELAY);
            assertThat(collection(ada.page())).containsText(HERS);
            var requests = new ArrayList<Request>();
            ada.page().onRequest(requests::add);

            ada.open(RELAY);

            assertThat(collection(ada.page())).containsText(HERS);
            assertThat(relayed(requests)).hasSize(1);
        }
    }

    @Test
    void collection_thatDoesNotAllowRelay_isDenied() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            ada.open(FORBIDDEN);

            assertThat(collection(ada.page())).containsText("This data is not given out by this way.");
            assertThat(ada.page().content()).doesNotContain("Penicillin");
        }
    }

    @Test
    void session_endedByStaff_endsInTheLoginPage() {
        try (var eve = stage.visitor().signIn("eve", CARD)) {
            eve.open(RELAY);
            assertThat(collection(eve.page())).containsText("Nothing is kept here for you yet.");
            stage.endSessionsOf("eve");

            eve.passThrough(RELAY);

            assertThat(eve.page()).hasURL(Pattern.compile("/login/\\?message=session_expired"));
            assertThat(eve.hasSiteSession()).isFalse();
        }
    }

    private static List<Request> relayed(List<Request> requests) {
        return requests.stream()
                .filter(request -> request.url().contains("admin-ajax.php"))
                .toList();
    }
}
