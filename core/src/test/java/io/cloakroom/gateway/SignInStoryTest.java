package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.BIND;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.upstream.UpstreamException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out, with every turn that a hostile site or browser can give it. */
class SignInStoryTest {
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    private static final String SESSION = "__Host-cloakroom-demo";

    private final House house = new House();
    private final House.Browser browser = house.new Browser();

    private static JsonObject json(Response response) {
        return ((Json.Reading.Read) Json.read(response.body().bytes())).object();
    }

    @Test
    void signIn_wholeWay_endsWithSessionAndTicket() {
        var address = browser.beginSignIn("/profile?x=1");
        assertThat(address)
                .startsWith("https://pool.cognito.test/oauth2/authorize?response_type=code&client_id=client&")
                .contains("code_challenge_method=S256", "scope=openid+email+profile+cloakroom%2Fread")
                .doesNotContain("prompt=");
        var page = browser.finishSignIn(address, "ada");
        assertThat(page.status()).isEqualTo(200);
        assertThat(text(page)).contains("https://www.example.test/profile?x=1&amp;cloakroom_ticket=");
        assertThat(browser.cookies.keySet()).containsExactly(SESSION);
        assertThat(page.headers().all("Set-Cookie").getFirst()).contains("Secure; HttpOnly; SameSite=Strict");
        assertThat(page.headers().only("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void redeem_goodTicket_tellsWhoSignedIn() {
        var answer = house.redeem(browser.signIn("ada"), BIND);
        assertThat(answer.status()).isEqualTo(200);
        var who = json(answer);
        assertThat(who.text("sub")).contains("ada");
        assertThat(who.text("email")).contains("ada@example.test");
        assertThat(who.text("display_name")).contains("Name of ada");
        assertThat(Instant.parse(who.text("session_end").orElseThrow()))
                .isEqualTo(House.NOON.plus(Duration.ofHours(12)));
        assertThat(who.text("session_ref").orElseThrow()).isNotEqualTo(browser.cookies.get(SESSION));
    }

    @Test
    void redeem_twice_worksOnce() {
        var ticket = browser.signIn("ada");
        assertThat(house.redeem(ticket, BIND).status()).isEqualTo(200);
        assertThat(house.redeem(ticket, BIND).status()).isEqualTo(404);
    }

    @Test
    void redeem_lastMoment_worksAndAMomentLaterDoesNot() {
        var inTime = browser.signIn("ada");
        var late = house.new Browser().signIn("ada");
        house.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(house.redeem(inTime, BIND).status()).isEqualTo(200);
        house.advance(Duration.ofMillis(1));
        assertThat(house.redeem(late, BIND).status()).isEqualTo(404);
    }

    @Test
    void redeem_byAnotherSite_doesNotWork() {
        var ticket = browser.signIn("ada");
        assertThat(house.redeemAt("other", house.otherSite, ticket, BIND).status())
                .isEqualTo(404);
        assertThat(house.redeemAt("demo", house.otherSite, browser.signIn("ada"), BIND)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void redeem_withoutTheBrowsersSecret_doesNotWorkAndUsesTheTicketUp() {
        var ticket = browser.signIn("ada");
        assertThat(house.redeem(ticket, Randoms.next()).status()).isEqualTo(404);
        assertThat(house.redeem(ticket, BIND).status()).isEqualTo(404);
    }

    @Test
    void redeem_nonsense_isABadRequest() {
        for (var body : new String[] {"", "{}", "[]", "{\"ticket\":1,\"bind\":2}", "{\"ticket\":\"x\"}"}) {
            var request = house.site.post("/v1/sites/demo/tickets/redeem", body, "msg_" + Randoms.next(), House.NOON);
            assertThat(house.send(request).status()).isEqualTo(400);
        }
    }

    @Test
    void siteMessage_sentAgain_isRefused() {
        var body = "{\"ticket\":\"" + browser.signIn("ada") + "\",\"bind\":\"" + BIND + "\"}";
        var request = house.site.post("/v1/sites/demo/tickets/redeem", body, "msg_same_message", House.NOON);
        assertThat(house.send(request).status()).isEqualTo(200);
        assertThat(house.send(request).status()).isEqualTo(401);
    }

    @Test
    void callback_replayed_opensNothing() {
        var address = browser.beginSignIn("/");
        var query = house.pool.signIn(address, "ada");
        var stolen = house.new Browser();
        stolen.cookies.putAll(browser.cookies);
        assertThat(browser.open("/session/callback?" + query).status()).isEqualTo(200);
        assertThat(browser.open("/session/callback?" + query).status()).isEqualTo(400);
        assertThat(stolen.open("/session/callback?" + query).status()).isEqualTo(400);
        assertThat(stolen.cookies).doesNotContainKey(SESSION);
    }

    @Test
    void callback_inABrowserThatBeganNothing_opensNothing() {
        var victim = house.new Browser();
        var query = house.pool.signIn(browser.beginSignIn("/"), "mallory");
        var answer = victim.open("/session/callback?" + query, "cross-site");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(victim.cookies).isEmpty();
    }

    @Test
    void callback_tenMinutesLate_opensNothing() {
        var first = browser.beginSignIn("/");
        var second = browser.beginSignIn("/");
        house.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(browser.finishSignIn(first, "ada").status()).isEqualTo(200);
        house.advance(Duration.ofMillis(1));
        assertThat(browser.finishSignIn(second, "ada").status()).isEqualTo(400);
    }

    @Test
    void signIn_inTwoTabs_bothArrive() {
        var first = browser.beginSignIn("/one");
        var second = browser.beginSignIn("/two");
        assertThat(text(browser.finishSignIn(first, "ada"))).contains("/one?cloakroom_ticket=");
        assertThat(text(browser.finishSignIn(second, "ada"))).contains("/two?cloakroom_ticket=");
    }

    @Test
    void signIn_inManyTabs_carriesFourAtMost() {
        for (var i = 0; i < 20; i++) browser.beginSignIn("/" + i);
        assertThat(browser.cookies).hasSize(4);
        assertThat(browser.finishSignIn(browser.beginSignIn("/last"), "ada").status())
                .isEqualTo(200);
    }

    @Test
    void callback_memberTurnedBack_saysSoWithAWayBack() {
        var state = browser.beginSignIn("/profile").replaceAll(".*[?&]state=([^&]*).*", "$1");
        var answer = browser.open("/session/callback?error=access_denied&state=" + state, "cross-site");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("https://www.example.test/profile").doesNotContain("access_denied");
        assertThat(browser.cookies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "//evil.test",
                "/\\evil.test",
                "\\\\evil.test",
                "profile",
                "",
                "/a\nb",
                "/a#b",
                "/ä",
                "/a b",
                "javascript:alert(1)"
            })
    void signIn_returnToAnotherPlace_isRefused(String target) {
        var encoded = URLEncoder.encode(target, StandardCharsets.UTF_8);
        var answer = browser.open("/session/sign-in?site=demo&return=" + encoded + "&bind=" + Randoms.sha256(BIND));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().has("Location")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "site=demo",
                "site=demo&return=/",
                "site=none&return=/&bind=BIND",
                "site=demo&return=/&bind=short",
                "site=demo&site=demo&return=/&bind=BIND",
                "site=%ff&return=/&bind=BIND"
            })
    void signIn_linkIncomplete_isRefusedInWords(String query) {
        var answer = browser.open("/session/sign-in?" + query.replace("BIND", Randoms.sha256(BIND)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("This link is not complete");
    }

    @Test
    void signIn_again_hasANewIdAndEndsTheOldSession() {
        browser.signIn("ada");
        var old = browser.cookies.get(SESSION);
        browser.signIn("ada");
        assertThat(browser.cookies.get(SESSION)).isNotEqualTo(old);
        var thief = house.new Browser();
        thief.cookies.put(SESSION, old);
        assertThat(thief.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(401);
    }

    @Test
    void signIn_poolRemembersASignInTakenBack_asksForProofOnce() {
        browser.signIn("ada");
        house.revocations.revokeMember(
                new MemberId("ada"),
                house.clock.instant(),
                house.clock.instant().plusSeconds(99));
        var answer = browser.finishSignIn(browser.beginSignIn("/"), "ada");
        assertThat(answer.status()).isEqualTo(303);
        var again = answer.headers().only("Location").orElseThrow();
        assertThat(again).contains("prompt=login");
        assertThat(browser.finishSignIn(again, "ada").status()).isEqualTo(400);
        house.advance(Duration.ofSeconds(1));
        var fresh = browser.finishSignIn(browser.beginSignIn("/"), "ada");
        assertThat(fresh.status()).isEqualTo(200);
    }

    @Test
    void callback_poolDown_saysSoOnAPage() {
        var address = browser.beginSignIn("/");
        var query = house.pool.signIn(address, "ada");
        house.pool.fail(new UpstreamException.Unavailable("user pool", null));
        var answer = browser.open("/session/callback?" + query, "cross-site");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("Unable to retrieve data at this time.");
        house.pool.fail(new UpstreamException.Malformed("user pool", "status 418"));
        assertThat(text(browser.open("/session/callback?" + query))).contains("Malformed response from the API.");
        house.pool.fail(null);
        assertThat(browser.open("/session/callback?" + query).status()).isEqualTo(200);
    }

    @Test
    void signOut_byTheSitesLink_endsSessionHereAndAtThePool() {
        browser.signIn("ada");
        var cookie = browser.cookies.get(SESSION);
        var answer = browser.open("/session/sign-out?site=demo&return=/bye");
        assertThat(answer.headers().only("Location").orElseThrow())
                .isEqualTo("https://pool.cognito.test/logout?client_id=client"
                        + "&logout_uri=https%3A%2F%2Fmembers.example.test%2Fsession%2Fsigned-out");
        assertThat(house.pool.liveRefreshTokens()).isZero();
        assertThat(browser.open("/session/signed-out", "cross-site").headers().only("Location"))
                .contains("https://www.example.test/bye");
        assertThat(browser.cookies).isEmpty();
        browser.cookies.put(SESSION, cookie);
        assertThat(browser.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(401);
    }

    @Test
    void signOut_byALinkOnAnotherWebsite_asksFirst() {
        browser.signIn("ada");
        var answer = browser.open("/session/sign-out?site=demo&return=/", "cross-site");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("Another website brought you here");
        assertThat(browser.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(200);
    }

    @Test
    void signOut_inAFrame_isRefused() {
        browser.signIn("ada");
        var lines = House.fetchMetadata("same-site", "navigate", "iframe");
        assertThat(browser.send("GET", "/session/sign-out?site=demo&return=/", "", lines)
                        .status())
                .isEqualTo(400);
        assertThat(browser.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(200);
    }

    @Test
    void signOut_formOfASibling_isRefused() {
        browser.signIn("ada");
        assertThat(signOutBy("same-site", FORM)).isEqualTo(400);
        assertThat(signOutBy("same-origin", "text/plain")).isEqualTo(415);
        assertThat(signOutBy("same-origin", FORM)).isEqualTo(303);
    }

    private int signOutBy(String relation, String type) {
        var lines = new ArrayList<>(House.fetchMetadata(relation, "navigate", "document"));
        lines.add(new Headers.Line("Content-Type", type));
        return browser.send("POST", "/session/sign-out", "site=demo&return=%2F", lines)
                .status();
    }

    @Test
    void signOut_poolDown_endsTheSessionAllTheSame() {
        browser.signIn("ada");
        house.pool.fail(new UpstreamException.Unavailable("user pool", null));
        assertThat(browser.open("/session/sign-out?site=demo&return=/").status())
                .isEqualTo(303);
        assertThat(house.sessions.of(new MemberId("ada"))).isEmpty();
    }

    @Test
    void end_bySiteKey_endsTheSessionThatTheSiteOpenedAndNoOther() {
        var ref = json(house.redeem(browser.signIn("ada"), BIND))
                .text("session_ref")
                .orElseThrow();
        assertThat(end("other", house.otherSite, ref, ref).status()).isEqualTo(204);
        assertThat(browser.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(200);
        assertThat(end("demo", house.site, ref, "x".repeat(43)).status()).isEqualTo(400);
        assertThat(end("demo", house.site, ref, ref).status()).isEqualTo(204);
        assertThat(browser.fetchCard("/app/me/collections/contact-details").status())
                .isEqualTo(401);
        assertThat(end("demo", house.site, ref, ref).status()).isEqualTo(204);
    }

    private Response end(String siteId, SigningSite signer, String ref, String signedRef) {
        var body = "{\"session_ref\":\"" + signedRef + "\"}";
        var path = "/v1/sites/" + siteId + "/sessions/" + ref + "/end";
        return house.send(signer.post(path, body, "msg_" + Randoms.next(), house.clock.instant()));
    }
}
