package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.site.SiteId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site's user and a member become one, with every turn that a hostile site, page or browser can give it. */
class LinkStoryTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final String PAGE = "/session/link?site=demo&return=%2Faccount&bind=" + Randoms.sha256(House.BIND);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

    private final House house = new House();
    private final House.Browser browser = house.new Browser();

    private static String form(Response page) {
        var pairs = new ArrayList<String>();
        var fields = HIDDEN.matcher(House.text(page));
        while (fields.find()) {
            pairs.add(fields.group(1) + "=" + URLEncoder.encode(fields.group(2), StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }

    private Response press(String form, String from) {
        var lines = new ArrayList<>(House.fetchMetadata(from, "navigate", "document"));
        lines.add(new Headers.Line("Content-Type", "application/x-www-form-urlencoded"));
        return browser.send("POST", "/session/link", form, lines);
    }

    private String linkTicket() {
        return House.ticketIn(press(form(browser.open(PAGE)), "same-origin"));
    }

    private Response redeem(SigningSite signer, String site, String ticket, String user) {
        var body = "{\"ticket\":\"" + ticket + "\",\"bind\":\"" + House.BIND + "\",\"purpose\":\"link\"" + user + "}";
        var path = "/v1/sites/" + site + "/tickets/redeem";
        return house.send(signer.post(path, body, "msg_" + Randoms.next(), house.clock.instant()));
    }

    private Response redeem(String ticket, String user) {
        return redeem(house.site, "demo", ticket, ",\"user\":\"" + user + "\"");
    }

    private Response tell(String ref, String user, String by) {
        var body = "{\"session_ref\":\"" + ref + "\",\"user\":\"" + user + "\",\"by\":\"" + by + "\"}";
        return house.send(
                house.site.post("/v1/sites/demo/links", body, "msg_" + Randoms.next(), house.clock.instant()));
    }

    private String ref(MemberId member) {
        return house.sessions.of(member).getFirst().value();
    }

    @Test
    void link_signedInOnBothSides_tiesTheTwoAndFactsThatWaitedCount() {
        house.write("ada", "training-plan", "a", Map.of("exercise", "rowing"));
        browser.signIn("ada");
        assertThat(browser.fetchCard("/app/me/collections/training-plan").status())
                .isEqualTo(403);
        var page = browser.open(PAGE);
        assertThat(page.status()).isEqualTo(200);
        assertThat(House.text(page)).contains("Name of ada", "Alder House", "disabled>Connect this account</button>");

        var agreed = press(form(page), "same-origin");
        assertThat(agreed.status()).isEqualTo(200);
        assertThat(House.text(agreed)).contains("https://www.example.test/account?cloakroom_ticket=");
        var answer = redeem(House.ticketIn(agreed), "12");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(House.text(answer)).contains("\"sub\":\"ada\"");
        assertThat(house.facts.memberOf(DEMO, "12")).contains(ADA);
        house.facts.put(Facts.snapshot(DEMO, "12", 1, Facts.held("k", "edd:7", Status.ACTIVE, Term.lifetime())));
        assertThat(browser.fetchCard("/app/me/collections/training-plan").status())
                .isEqualTo(200);
    }

    @Test
    void page_signedOut_goesToThePoolAndComesBack() {
        var departure = browser.open(PAGE);
        assertThat(departure.status()).isEqualTo(303);
        var address = departure.headers().only("Location").orElseThrow();
        assertThat(address).startsWith("https://pool.cognito.test/oauth2/authorize?");

        var back = House.text(browser.finishSignIn(address, "ada"));

        var target = back.replaceAll("(?s).*url=([^\"]*)\".*", "$1").replace("&amp;", "&");
        assertThat(target).isEqualTo(PAGE);
        assertThat(back).doesNotContain("cloakroom_ticket");
        assertThat(House.text(browser.open(target, "same-origin"))).contains("Connect this account");
    }

    @Test
    void page_signUp_goesToThePoolsPageForThat() {
        var address =
                browser.open(PAGE + "&sign-up=1").headers().only("Location").orElseThrow();
        assertThat(address).startsWith("https://pool.cognito.test/signup?response_type=code&client_id=client&");
        assertThat(House.text(browser.finishSignIn(address, "ada"))).contains("/session/link?");
        assertThat(browser.open(PAGE + "&sign-up=1").status()).isEqualTo(200);
    }

    @Test
    void page_allIn_isAPageOfItsOwnThatTakesNoFrame() {
        browser.signIn("ada");
        var page = browser.open(PAGE);
        assertThat(page.headers().only("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'", "form-action 'self'", "default-src 'none'");
        assertThat(page.headers().only("Cross-Origin-Opener-Policy")).contains("same-origin");
        var framed = browser.send("GET", PAGE, "", House.fetchMetadata("same-site", "navigate", "iframe"));
        assertThat(framed.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/session/link?site=ghost&return=/&bind=x",
                "/session/link?site=demo&return=//evil.test&bind=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "/session/link?site=demo&return=/&bind=short",
                "/session/link?site=demo&return=/"
            })
    void page_badLink_isRefused(String address) {
        browser.signIn("ada");
        assertThat(browser.open(address).status()).isEqualTo(400);
    }

    @Test
    void press_fromAnotherPage_makesNoTicket() {
        browser.signIn("ada");
        var form = form(browser.open(PAGE));
        for (var from : List.of("same-site", "cross-site", "none")) {
            assertThat(House.text(press(form, from))).doesNotContain("cloakroom_ticket");
        }
    }

    @Test
    void press_somebodyElseSignedInMeanwhile_asksAgain() {
        browser.signIn("ada");
        var form = form(browser.open(PAGE));
        browser.signIn("eve");
        var answer = House.text(press(form, "same-origin"));
        assertThat(answer).doesNotContain("cloakroom_ticket").contains("Name of eve");
    }

    @Test
    void redeem_forAnotherPurposeOrSite_tiesNothing() {
        browser.signIn("ada");
        assertThat(house.redeem(linkTicket(), House.BIND).status()).isEqualTo(404);
        assertThat(redeem(house.otherSite, "other", linkTicket(), ",\"user\":\"12\"")
                        .status())
                .isEqualTo(404);
        assertThat(redeem(browser.signIn("ada"), "12").status()).isEqualTo(404);
        assertThat(redeem(house.site, "demo", linkTicket(), "").status()).isEqualTo(400);
        assertThat(redeem(house.site, "demo", linkTicket(), ",\"user\":\"a b\"").status())
                .isEqualTo(400);
        assertThat(house.facts.memberOf(DEMO, "12")).isEmpty();
    }

    @Test
    void redeem_userOfAnotherMember_isAConflictAndChangesNothing() {
        house.facts.link(DEMO, "12", EVE);
        browser.signIn("ada");
        var answer = redeem(linkTicket(), "12");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(House.text(answer)).contains("\"code\":\"conflict\"").doesNotContain("ada", "eve");
        assertThat(house.facts.memberOf(DEMO, "12")).contains(EVE);
        assertThat(house.facts.userOf(DEMO, ADA)).isEmpty();
    }

    @Test
    void links_liveSession_tiesOnceAndThenAlready() {
        browser.signIn("ada");
        assertThat(House.text(tell(ref(ADA), "12", "sign-in"))).isEqualTo("{\"outcome\":\"tied\"}");
        assertThat(House.text(tell(ref(ADA), "12", "mail"))).isEqualTo("{\"outcome\":\"already\"}");
        assertThat(tell(ref(ADA), "13", "sign-in").status()).isEqualTo(409);
        house.new Browser().signIn("eve");
        assertThat(tell(ref(EVE), "12", "sign-in").status()).isEqualTo(409);
        assertThat(house.facts.memberOf(DEMO, "12")).contains(ADA);
    }

    @Test
    void links_sessionThatIsOverOrNone_tiesNothing() {
        browser.signIn("ada");
        var ref = ref(ADA);
        assertThat(tell("r".repeat(43), "12", "sign-in").status()).isEqualTo(404);
        house.advance(Duration.ofHours(13));
        assertThat(tell(ref, "12", "sign-in").status()).isEqualTo(404);
        assertThat(house.facts.memberOf(DEMO, "12")).isEmpty();
    }

    @Test
    void links_malformed_isRefused() {
        browser.signIn("ada");
        assertThat(tell("short", "12", "sign-in").status()).isEqualTo(400);
        assertThat(tell(ref(ADA), "", "sign-in").status()).isEqualTo(400);
        assertThat(tell(ref(ADA), "12", "staff").status()).isEqualTo(400);
    }

    @Test
    void links_sessionOfAnotherSite_tiesNothing() {
        browser.signIn("ada");
        var body = "{\"session_ref\":\"" + ref(ADA) + "\",\"user\":\"12\",\"by\":\"sign-in\"}";
        var answer = house.send(house.otherSite.post("/v1/sites/other/links", body, "msg_12345678", House.NOON));
        assertThat(answer.status()).isEqualTo(404);
    }
}
