package io.cloakroom.local.standin;

import static io.cloakroom.local.standin.Guest.location;
import static io.cloakroom.local.standin.Guest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Secret;
import io.cloakroom.http.Response;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the site does for members, and what it refuses; the gateway is a box of tickets. */
class StandInSiteTest {
    private static final String SITE = "http://site.cloakroom.localhost:8080";
    private static final String GATEWAY = "http://members.cloakroom.localhost:8081";
    private static final String HOST = "site.cloakroom.localhost:8080";
    private static final String PROFILE = "/my-medical-profile/";
    private static final Pattern BIND = Pattern.compile("&bind=([A-Za-z0-9_-]{43})");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final TicketBox tickets = new TicketBox();
    private final Reception site = site();
    private final Guest ada = new Guest(site, HOST);

    private Reception site() {
        var seed = new Secret(Base64.getEncoder().encodeToString(new byte[32]));
        var checkout = Path.of("..");
        var config = new StandInConfig(SITE, 8080, "Alder House", GATEWAY, new SiteId("demo"), seed, checkout, clock);
        var pages = new SitePages(config, SiteFiles.of(checkout));
        return new Reception(config, pages, new LoginDesk(config, tickets, new Logins(clock), pages));
    }

    /** Begins to sign in, and comes back with a ticket as the gateway would send her. */
    private Response signIn(Guest guest, String path) {
        return guest.open(path + (path.contains("?") ? "&" : "?") + "cloakroom_ticket=" + ticket(guest, path));
    }

    private String ticket(Guest guest, String path) {
        var begun =
                location(guest.open("/wp-login.php?action=cloakroom_sign_in&redirect_to=" + LoginDesk.encoded(path)));
        var bind = BIND.matcher(begun);
        assertThat(bind.find()).as(begun).isTrue();
        return tickets.issue("Ada <Lindqvist>", bind.group(1), NOON.plus(Duration.ofHours(12)));
    }

    private static String link(Response page, String action) {
        var found = Pattern.compile("\"(/wp-login\\.php\\?action=" + action + "[^\"]*)\"")
                .matcher(text(page));
        assertThat(found.find()).as(action).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    @Test
    void signIn_begins_goesToTheGatewayWithTheHashOfASecretInHerCookie() {
        var answer = ada.open("/wp-login.php?action=cloakroom_sign_in&redirect_to=%2Fmy-medical-profile%2F%3Fa%3Db"
                + "&login_hint=ada%40example.test");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(location(answer))
                .startsWith(GATEWAY + "/session/sign-in?site=demo&return=%2Fmy-medical-profile%2F%3Fa%3Db&bind=")
                .endsWith("&login_hint=ada%40example.test")
                .doesNotContain(ada.cookies.get("__Host-standin-bind"));
        assertThat(answer.headers().only("Set-Cookie").orElseThrow()).contains("; HttpOnly; SameSite=Lax; Max-Age=600");
    }

    @Test
    void signIn_inTwoTabs_keepsTheSecret() {
        var first = ticket(ada, PROFILE);
        var second = ticket(ada, PROFILE);
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + second))).isEqualTo(SITE + PROFILE);
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + first))).isEqualTo(SITE + PROFILE);
    }

    @Test
    void ticket_good_signsInAndLeavesTheAddress() {
        var answer = signIn(ada, PROFILE + "?a=b&c");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(location(answer)).isEqualTo(SITE + PROFILE + "?a=b&c");
        assertThat(answer.headers().only("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().only("Set-Cookie").orElseThrow())
                .startsWith("__Host-standin-login=")
                .contains("; Secure; HttpOnly; SameSite=Lax");
        assertThat(text(ada.open("/login/"))).contains("You are signed in as Ada &lt;Lindqvist&gt;.");
    }

    @Test
    void ticket_usedTwice_signsNobodyIn() {
        var ticket = ticket(ada, PROFILE);
        ada.open(PROFILE + "?cloakroom_ticket=" + ticket);
        var again = new Guest(site, HOST);
        again.cookies.put("__Host-standin-bind", ada.cookies.get("__Host-standin-bind"));
        var answer = again.open(PROFILE + "?cloakroom_ticket=" + ticket);
        assertThat(location(answer))
                .isEqualTo(SITE + "/login/?message=sign_in_failed&redirect_to=%2Fmy-medical-profile%2F");
        assertThat(again.cookies).doesNotContainKey("__Host-standin-login");
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + ticket))).isEqualTo(SITE + PROFILE);
    }

    @Test
    void ticket_inAnotherBrowser_signsNobodyIn() {
        var ticket = ticket(ada, PROFILE);
        var thief = new Guest(site, HOST);
        ticket(thief, PROFILE);
        assertThat(location(thief.open(PROFILE + "?cloakroom_ticket=" + ticket)))
                .contains("message=sign_in_failed");
        assertThat(location(new Guest(site, HOST).open(PROFILE + "?cloakroom_ticket=" + ticket)))
                .contains("message=sign_in_failed");
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + ticket))).isEqualTo(SITE + PROFILE);
    }

    @Test
    void ticket_gatewayDown_saysSoAndTheTicketStaysGood() {
        var ticket = ticket(ada, PROFILE);
        tickets.isDown = true;
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + ticket))).contains("message=unavailable");
        tickets.isDown = false;
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + ticket))).isEqualTo(SITE + PROFILE);
    }

    @Test
    void ticket_askedForByHead_isNotUsed() {
        var ticket = ticket(ada, PROFILE);
        assertThat(ada.send("HEAD", PROFILE + "?cloakroom_ticket=" + ticket, HOST)
                        .status())
                .isEqualTo(200);
        assertThat(location(ada.open(PROFILE + "?cloakroom_ticket=" + ticket))).isEqualTo(SITE + PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloakroom_ticket", "%63loakroom_ticket", "cloakroom%5Fticket"})
    void ticket_howeverSpelled_leavesTheAddress(String name) {
        assertThat(location(ada.open(PROFILE + "?" + name + "=x&a=b")))
                .isEqualTo(SITE + "/login/?message=sign_in_failed&redirect_to=%2Fmy-medical-profile%2F%3Fa%3Db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.test/",
                "/\\evil.test/",
                "https://evil.test/",
                "/wp-login.php?action=cloakroom_sign_in",
                "/./wp-login.php?action=logout",
                "/%77p-login.php",
                "/my-medical-profile/../wp-login.php",
                "/nowhere/",
                "/my-medical-profile/\r\nSet-Cookie: a=b",
                ""
            })
    void target_noPageOfTheSite_isTheHomePage(String path) {
        var query = "redirect_to=" + LoginDesk.encoded(path);
        assertThat(location(ada.open("/wp-login.php?action=cloakroom_sign_in&" + query)))
                .contains("&return=%2F&");
        assertThat(location(ada.open("/wp-login.php?action=cloakroom_expired&" + query)))
                .isEqualTo(SITE + "/login/?message=session_expired&redirect_to=%2F");
        assertThat(text(ada.open("/login/?" + query))).contains("redirect_to=%2F\"");
    }

    @Test
    void target_atTheLimitOfItsLength_isTakenAndOneMoreIsNot() {
        var longest = "/?" + "a".repeat(1022);
        assertThat(Target.of(longest).path()).isEqualTo(longest);
        assertThat(Target.of(longest + "a").path()).isEqualTo("/");
    }

    @Test
    void session_over_endsWithThePagesLinkAndSaysWhy() {
        signIn(ada, PROFILE);
        var address = link(ada.open(PROFILE + "?a=b"), "cloakroom_expired");
        assertThat(location(ada.open(address)))
                .isEqualTo(SITE + "/login/?message=session_expired&redirect_to=%2Fmy-medical-profile%2F%3Fa%3Db");
        assertThat(ada.cookies).doesNotContainKey("__Host-standin-login");
        assertThat(text(ada.open("/login/?message=session_expired&redirect_to=%2Fmy-medical-profile%2F")))
                .contains("Your session has ended. Sign in again and you will be back where you were.")
                .contains("action=cloakroom_sign_in&amp;redirect_to=%2Fmy-medical-profile%2F\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloakroom_expired", "logout"})
    void link_withoutHerNonce_changesNothing(String action) {
        signIn(ada, PROFILE);
        var eve = new Guest(site, HOST);
        signIn(eve, PROFILE);
        var eves = link(eve.open(PROFILE), action);
        assertThat(ada.open(eves).status()).isEqualTo(403);
        assertThat(ada.open("/wp-login.php?action=" + action).status()).isEqualTo(403);
        assertThat(text(ada.open("/login/"))).contains("You are signed in as");
        assertThat(tickets.ended).isEmpty();
    }

    @Test
    void signOut_endsTheGatewaysSessionByServerAndByBrowser() {
        signIn(ada, PROFILE);
        var cookies = Map.copyOf(ada.cookies);
        var answer = ada.open(link(ada.open("/"), "logout"));
        assertThat(location(answer))
                .isEqualTo(GATEWAY + "/session/sign-out?site=demo&return=%2Flogin%2F%3Fmessage%3Dsigned_out");
        assertThat(tickets.ended).hasSize(1);
        ada.cookies.putAll(cookies);
        assertThat(text(ada.open("/login/"))).doesNotContain("signed in as");
    }

    @Test
    void login_atItsEnd_isOver() {
        signIn(ada, PROFILE);
        clock.advance(Duration.ofHours(12).minusMillis(1));
        assertThat(text(ada.open("/login/"))).contains("signed in as");
        clock.advance(Duration.ofMillis(1));
        assertThat(text(ada.open("/login/"))).doesNotContain("signed in as");
    }

    @Test
    void login_again_leavesTheEarlierOneWorthless() {
        signIn(ada, PROFILE);
        var earlier = ada.cookies.get("__Host-standin-login");
        signIn(ada, PROFILE);
        assertThat(ada.cookies.get("__Host-standin-login")).isNotEqualTo(earlier);
        ada.cookies.put("__Host-standin-login", earlier);
        assertThat(text(ada.open("/login/"))).doesNotContain("signed in as");
    }

    @Test
    void cookie_twice_countsAsNone() {
        signIn(ada, PROFILE);
        ada.cookies.put("x", "1; __Host-standin-login=planted");
        assertThat(text(ada.open("/login/"))).doesNotContain("signed in as");
    }

    @Test
    void page_withACard_framesTheGatewayAndHoldsNoData() {
        signIn(ada, PROFILE);
        var page = ada.open(PROFILE);
        assertThat(text(page))
                .contains("src=\"" + GATEWAY + "/card/demo/medical-profile?page=%2Fmy-medical-profile%2F\"")
                .contains("src=\"/assets/cloakroom-card.js?ver=")
                .doesNotContain("Sign in to see this.");
        assertThat(page.headers().only("Cache-Control")).contains("no-store");
        assertThat(page.headers().only("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-src " + GATEWAY, "frame-ancestors 'none'");
    }

    @Test
    void page_byDirect_hasItsElementOnlyForWhoIsSignedIn() {
        assertThat(text(ada.open("/my-training-plan/")))
                .contains("Sign in to see this.", "cloakroom-signed-out.js")
                .doesNotContain("<cloakroom-collection");
        signIn(ada, PROFILE);
        assertThat(text(ada.open("/my-training-plan/")))
                .contains("collection=\"training-plan\" delivery=\"direct\" gateway=\"" + GATEWAY + "\" site=\"demo\"")
                .doesNotContain("Sign in to see this.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.cloakroom.localhost:8080", "127.0.0.1:8080", "site.cloakroom.localhost"})
    void site_byAnotherName_doesNotAnswer(String host) {
        signIn(ada, PROFILE);
        assertThat(ada.send("GET", "/login/", host).status()).isEqualTo(421);
    }

    @Test
    void site_otherMethodsAndPlaces_areRefused() {
        assertThat(ada.send("POST", "/wp-login.php?action=logout", HOST).status())
                .isEqualTo(405);
        assertThat(ada.open("/nowhere").status()).isEqualTo(404);
        assertThat(ada.open("/assets/../pom.xml").status()).isEqualTo(404);
        assertThat(ada.open("/assets/README.md").status()).isEqualTo(404);
        assertThat(ada.open("/?a=1&a=2&%ff").status()).isEqualTo(400);
        assertThat(ada.open("/assets/cloakroom-session-end.js?ver=0").status()).isEqualTo(200);
    }
}
