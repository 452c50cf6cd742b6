package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card shows and to whom, and how long a session lasts. */
class CardStoryTest {
    private static final String PROFILE = "/app/me/collections/medical-profile";
    private static final String CONTACT = "/app/me/collections/contact-details";
    private static final String PLAN = "/app/me/collections/training-plan";

    private final House house = new House();
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void fill() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(30)));
        house.write("ada", "medical-profile", "self", Map.of("blood_group", "AB+", "insurance_number", "A123456789"));
        house.write("ada", "contact-details", "self", Map.of("phone", "+49 30 1234"));
        house.write("ada", "training-plan", "week-1", Map.of("exercise", "squats"));
        house.write("ada", "training-plan", "week-2", Map.of("exercise", "rowing"));
        house.write("eve", "contact-details", "self", Map.of("phone", "eve's own number"));
        house.write("eve", "training-plan", "week-9", Map.of("exercise", "eve's own exercise"));
        ada.signIn("ada");
    }

    @Test
    void card_member_seesHerOwnFieldsAndSecretsMasked() {
        var answer = ada.fetchCard(PROFILE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer))
                .contains("Name of ada", "\"value\":\"AB+\"", "\"value\":\"••••6789\",\"masked\":true")
                .doesNotContain("A123456789", "greeting");
        assertThat(answer.headers().only("Cache-Control")).contains("no-store");
        assertThat(answer.headers().has("Access-Control-Allow-Origin")).isFalse();
    }

    @Test
    void card_many_showsAllOfHers() {
        assertThat(text(ada.fetchCard(PLAN))).contains("squats", "rowing").doesNotContain("eve's");
        assertThat(text(ada.fetchCard(PLAN + "/week-2"))).contains("rowing").doesNotContain("squats");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAN + "/week-9",
                PLAN + "/none",
                CONTACT + "/eve",
                "/app/me/collections/none",
                "/app/me/collections/hidden2",
                "/app/me/collections/elsewhere",
                CONTACT + "/self/more",
                PLAN + "/..%2fweek-1",
                PLAN + "/week-9?member=eve"
            })
    void card_unknownOrAnothers_areNotFoundAlike(String path) {
        var answer = ada.fetchCard(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer)).contains("\"code\":\"not-found\"", "There is nothing here.");
    }

    @Test
    void card_collectionWithoutAnyDelivery_isRefused() {
        assertThat(text(ada.fetchCard("/app/me/collections/hidden"))).contains("delivery-not-allowed");
    }

    @Test
    void card_membershipLapsedNow_saysWhatIsNeeded() {
        house.hold("ada", "gold", House.NOON);
        house.advance(Duration.ofSeconds(1));
        house.hold("ada", "gold", House.NOON);
        var answer = ada.fetchCard(PROFILE);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer))
                .contains("membership-required", "To see this you need a Gold membership.", "Name of ada");
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
    }

    @Test
    void card_noMembership_saysWhatIsNeeded() {
        var cleo = house.new Browser();
        cleo.signIn("cleo");
        assertThat(text(cleo.fetchCard(PROFILE))).contains("a Gold membership");
        assertThat(cleo.fetchCard(PLAN).status()).isEqualTo(403);
        assertThat(text(cleo.fetchCard(CONTACT))).contains("\"records\":[]");
    }

    @Test
    void card_withoutSession_saysSignIn() {
        var answer = house.new Browser().fetchCard(CONTACT);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().all("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "same-site, same-origin, empty, demo",
        "cross-site, same-origin, empty, demo",
        "none, navigate, document, demo",
        "same-origin, navigate, iframe, demo",
        "same-origin, no-cors, image, demo",
        "'', same-origin, empty, demo",
        "same-origin, same-origin, empty, none"
    })
    void card_notAskedByOurOwnPage_isRefused(String site, String mode, String dest, String header) {
        var lines = new ArrayList<Headers.Line>();
        if (!site.isEmpty()) lines.add(new Headers.Line("Sec-Fetch-Site", site));
        lines.add(new Headers.Line("Sec-Fetch-Mode", mode));
        lines.add(new Headers.Line("Sec-Fetch-Dest", dest));
        lines.add(new Headers.Line("Cloakroom-Site", header));
        assertThat(ada.send("GET", CONTACT, "", lines).status()).isEqualTo(400);
    }

    @Test
    void card_withoutOurHeader_isRefused() {
        var lines = House.fetchMetadata("same-origin", "same-origin", "empty");
        assertThat(ada.send("GET", CONTACT, "", lines).status()).isEqualTo(400);
        var twice = new ArrayList<>(ada.cardHeaders());
        twice.add(new Headers.Line("Cloakroom-Site", "demo"));
        assertThat(ada.send("GET", CONTACT, "", twice).status()).isEqualTo(400);
    }

    @Test
    void card_anotherSitesSession_doesNotCount() {
        ada.cookies.put("__Host-cloakroom-other", ada.cookies.get("__Host-cloakroom-demo"));
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "same-origin", "empty"));
        lines.add(new Headers.Line("Cloakroom-Site", "other"));
        assertThat(ada.send("GET", "/app/me/collections/elsewhere", "", lines).status())
                .isEqualTo(401);
    }

    @Test
    void card_sessionCookieTwice_isRefusedAndTheSessionEnded() {
        var lines = new ArrayList<>(ada.cardHeaders());
        lines.add(new Headers.Line("Cookie", "__Host-cloakroom-demo=planted"));
        var answer = ada.send("GET", CONTACT, "", lines);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().all("Set-Cookie"))
                .singleElement()
                .asString()
                .endsWith("Max-Age=0");
        assertThat(house.sessions.of(new MemberId("ada"))).isEmpty();
    }

    @Test
    void card_cookiePlantedBehindAComma_isNoSession() {
        var victim = house.new Browser();
        victim.cookies.put("theme", "a,__Host-cloakroom-demo=" + ada.cookies.get("__Host-cloakroom-demo"));
        assertThat(victim.fetchCard(CONTACT).status()).isEqualTo(401);
    }

    @Test
    void session_idleEdge_endsExactlyThen() {
        house.advance(Duration.ofMinutes(14));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(30));
        var answer = ada.fetchCard(CONTACT);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(ada.cookies).isEmpty();
        assertThat(house.pool.liveRefreshTokens()).isZero();
    }

    @Test
    void session_absoluteEdge_endsHoweverBusy() {
        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
            house.advance(Duration.ofMinutes(20));
            assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
        }
        house.advance(Duration.ofMinutes(20).minusMillis(1));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
        house.advance(Duration.ofMillis(1));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(401);
    }

    @Test
    void session_revokedHere_isOverAtTheNextRequest() {
        house.revocations.revokeMember(new MemberId("ada"), house.clock.instant(), house.clock.instant());
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(401);
    }

    @Test
    void session_endedAtThePool_isOverWhenThePoolIsAskedAgain() {
        house.pool.signOutEverywhere("ada");
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(5));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(401);
    }

    @Test
    void session_poolDownWhenItMustBeAsked_isNotOver() {
        house.pool.fail(new UpstreamException.Unavailable("user pool", null));
        house.advance(Duration.ofMinutes(5));
        var answer = ada.fetchCard(CONTACT);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("upstream-unavailable", "Unable to retrieve data at this time.");
        house.pool.fail(null);
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
    }

    @Test
    void session_manyRequestsWhenThePoolMustBeAsked_askItOnce() throws Exception {
        house.advance(Duration.ofMinutes(5));
        var before = house.pool.refreshes();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(() -> {
                        var tab = house.new Browser();
                        tab.cookies.putAll(ada.cookies);
                        return tab.fetchCard(CONTACT).status();
                    }))
                    .toList();
            for (var answer : answers) assertThat(answer.get()).isEqualTo(200);
        }
        assertThat(house.pool.refreshes() - before).isEqualTo(1);
    }

    @Test
    void card_storeDownOrTalkingNonsense_saysSoAndRecovers() {
        house.records.fail(new UpstreamException.Unavailable("record store", null));
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(503);
        house.records.fail(new UpstreamException.Malformed("record store", "a sealed value does not open"));
        var answer = ada.fetchCard(CONTACT);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer))
                .contains("upstream-malformed", "Malformed response from the API.", "request-id")
                .doesNotContain("sealed value");
        house.records.fail(null);
        assertThat(ada.fetchCard(CONTACT).status()).isEqualTo(200);
    }

    @Test
    void shell_anyVisitor_holdsNoDataAndOnlyTheSitesMayFrameIt() {
        var anonymous = house.new Browser().open("/card/demo/medical-profile?page=/my-profile/");
        var signedIn = ada.open("/card/demo/medical-profile?page=/my-profile/");
        assertThat(text(anonymous)).isEqualTo(text(signedIn)).contains("redirect_to=%2Fmy-profile%2F");
        assertThat(anonymous.headers().only("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors https://www.example.test https://example.test")
                .contains("default-src 'none'");
        for (var name : List.of("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Origin-Agent-Cluster")) {
            assertThat(anonymous.headers().has(name)).isTrue();
        }
        assertThat(anonymous.headers().only("Cache-Control")).contains("no-store");
    }

    @Test
    void shell_inAPageOfAnotherSite_offersAWindowAndNoSignIn() {
        var framed = House.fetchMetadata("cross-site", "navigate", "iframe");
        var path = "/card/demo/medical-profile?page=/my-profile/%3Fa%3Db&x=%22%3E";
        var anonymous = house.new Browser().send("GET", path, "", framed);
        var signedIn = ada.send("GET", path, "", framed);
        assertThat(text(signedIn))
                .isEqualTo(text(anonymous))
                .contains("data-placement=\"cut-off\"", "its address and this website’s do not belong together")
                .contains("target=\"_blank\" rel=\"noopener\"")
                .contains("href=\"/card/demo/medical-profile?page=%2Fmy-profile%2F%3Fa%3Db\"")
                .doesNotContain("Sign in to", "aria-busy");
        assertThat(signedIn.headers().only("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "same-site, navigate, iframe, frame",
        "same-origin, navigate, iframe, frame",
        "none, navigate, document, window",
        "same-origin, navigate, document, window",
        "cross-site, navigate, document, window",
        "'', navigate, iframe, frame",
        "cross-site, navigate, '', frame"
    })
    void shell_elsewhereThanInAnotherSitesPage_offersToSignIn(String site, String mode, String dest, String placement) {
        var lines = House.fetchMetadata(site, mode, dest).stream()
                .filter(line -> !line.value().isEmpty())
                .toList();
        assertThat(text(ada.send("GET", "/card/demo/medical-profile", "", lines)))
                .contains("data-placement=\"" + placement + "\"", "Sign in to")
                .doesNotContain("Open in a window");
    }

    @Test
    void tokenFrame_inAPageOfAnotherSite_knowsThatItIsCutOff() {
        var framed = House.fetchMetadata("cross-site", "navigate", "iframe");
        assertThat(text(ada.send("GET", "/session/token?site=demo", "", framed)))
                .contains("data-placement=\"cut-off\"");
        var near = House.fetchMetadata("same-site", "navigate", "iframe");
        assertThat(text(ada.send("GET", "/session/token?site=demo", "", near))).contains("data-placement=\"frame\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/card/demo/none",
                "/card/none/medical-profile",
                "/card/other/medical-profile",
                "/card/demo/hidden"
            })
    void shell_unknownOrNotShownThere_isNotFound(String path) {
        assertThat(ada.open(path).status()).isEqualTo(404);
    }

    @Test
    void shell_pageElsewhere_linksToTheSitesRoot() {
        assertThat(text(ada.open("/card/demo/medical-profile?page=//evil.test/")))
                .contains("redirect_to=%2F\"");
    }

    @Test
    void schema_ofACollection_saysWhatItsRecordsMayHold() {
        var answer = house.new Browser().open("/schemas/medical-profile");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().only("Content-Type")).contains("application/schema+json");
        assertThat(text(answer))
                .contains("\"$id\":\"https://members.example.test/schemas/medical-profile\"")
                .contains("\"additionalProperties\":false")
                .contains("\"insurance_number\":{\"title\":\"Insurance number\",\"type\":\"string\",\"minLength\":1,"
                        + "\"maxLength\":8192,\"x-cloakroom-type\":\"text\",\"x-cloakroom-class\":\"secret\"}");
        assertThat(house.new Browser().open("/schemas/hidden").status()).isEqualTo(404);
        assertThat(house.new Browser().open("/schemas/none").status()).isEqualTo(404);
    }

    @Test
    void listing_ofASite_namesItsCardsAndNoMember() {
        var listing = text(house.new Browser().open("/card/demo"));
        assertThat(listing)
                .contains("\"collection\":\"medical-profile\"", "\"height\":420", "https://example.test")
                .doesNotContain("hidden", "elsewhere", "ada");
    }

    @Test
    void tokenFrame_siteWithoutDirectCollections_isNotFound() {
        assertThat(house.new Browser().open("/session/token?site=other").status())
                .isEqualTo(404);
        assertThat(house.new Browser().open("/session/token?site=demo").status())
                .isEqualTo(200);
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "same-origin", "empty"));
        lines.add(new Headers.Line("Cloakroom-Site", "other"));
        assertThat(ada.send("POST", "/session/token", "", lines).status()).isEqualTo(404);
    }

    @Test
    void token_fromTheFrame_opensWhatAllowsItAndNothingElse() {
        var answer = ada.send("POST", "/session/token", "", ada.cardHeaders());
        assertThat(answer.status()).isEqualTo(200);
        var token = text(answer).replaceAll(".*\"access_token\":\"([^\"]*)\".*", "$1");
        assertThat(text(house.bearer("/v1/me/collections/contact-details", token)))
                .contains("+49 30 1234");
        assertThat(text(house.bearer("/v1/me/collections/medical-profile", token)))
                .contains("delivery-not-allowed");
        for (var path : List.of(CONTACT, PROFILE, "/app/me")) {
            assertThat(house.bearer(path, token).status()).isIn(400, 404);
        }
    }

    @Test
    void token_afterSignOut_opensNothing() {
        var token = text(ada.send("POST", "/session/token", "", ada.cardHeaders()))
                .replaceAll(".*\"access_token\":\"([^\"]*)\".*", "$1");
        ada.open("/session/sign-out?site=demo&return=/");
        assertThat(house.bearer("/v1/me/collections/contact-details", token).status())
                .isEqualTo(401);
    }

    @Test
    void me_ownPage_showsNameInAWindowOnly() {
        assertThat(text(ada.open("/app/me?site=demo")))
                .contains("Signed in as Name of ada", "after 30 minutes without use", "in 12 hours at the latest");
        var framed = House.fetchMetadata("same-site", "navigate", "iframe");
        assertThat(ada.send("GET", "/app/me?site=demo", "", framed).status()).isEqualTo(404);
        assertThat(house.new Browser().open("/app/me?site=demo").status()).isEqualTo(401);
    }

    @Test
    void anyAddress_wrongMethod_namesTheRightOnes() {
        var answer = ada.send("DELETE", CONTACT, "", ada.cardHeaders());
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().only("Allow")).contains("GET");
    }
}
