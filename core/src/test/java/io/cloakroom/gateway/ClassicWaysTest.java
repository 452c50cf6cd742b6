package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.token.TokenMint;
import io.cloakroom.upstream.UpstreamException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code direct} and {@code relay} ask of the gateway: relay tickets, lists page by page, and how much may be asked. */
class ClassicWaysTest {
    private static final String CONTACT = "/v1/me/collections/contact-details";
    private static final String PLAN = "/v1/me/collections/training-plan";

    private final House house = new House();
    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void fill() {
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(30)));
        house.write("ada", "contact-details", "self", Map.of("phone", "+49 30 1234"));
        for (var week = 1; week <= 5; week++) {
            house.write("ada", "training-plan", "week-" + week, Map.of("exercise", "exercise " + week));
        }
        ada.signIn("ada");
    }

    @Test
    void relayTicket_redeemedBySite_givesATokenThatOpensTheCollection() {
        var answer = redeem(relayTicket(), sessionRef());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("\"sub\":\"ada\"", "\"expires_at\":\"2026-11-23T12:05:00Z\"");
        assertThat(text(house.bearer(CONTACT, member(answer, "access_token")))).contains("+49 30 1234");
    }

    @Test
    void relayTicket_twice_worksOnce() {
        var ticket = relayTicket();

        assertThat(redeem(ticket, sessionRef()).status()).isEqualTo(200);
        assertThat(redeem(ticket, sessionRef()).status()).isEqualTo(404);
    }

    @Test
    void relayTicket_lastMoment_worksAndAMomentLaterDoesNot() {
        var first = relayTicket();
        house.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(redeem(first, sessionRef()).status()).isEqualTo(200);

        var second = relayTicket();
        house.advance(Duration.ofSeconds(60));
        assertThat(redeem(second, sessionRef()).status()).isEqualTo(404);
    }

    @Test
    void relayTicket_smuggledIntoAnotherMembersPage_isWorthNothing() {
        var eve = house.new Browser();
        eve.signIn("eve");
        var eves = house.sessions.of(new MemberId("eve")).getFirst().value();

        assertThat(redeem(relayTicket(), eves).status()).isEqualTo(404);
    }

    @Test
    void relayTicket_asSignInTicket_orTheOtherWayRound_isWorthNothing() {
        assertThat(house.redeem(relayTicket(), sessionRef()).status()).isEqualTo(404);
        assertThat(redeem(ada.signIn("ada"), House.BIND).status()).isEqualTo(404);
    }

    @Test
    void relayTicket_sessionOverMeanwhile_givesNoToken() {
        var ticket = relayTicket();
        var ref = sessionRef();
        ada.open("/session/sign-out?site=demo&return=/");

        assertThat(redeem(ticket, ref).status()).isEqualTo(404);
    }

    @Test
    void relayTicket_poolDown_isNotTheEndOfTheSession() {
        var ticket = relayTicket();
        house.pool.fail(new UpstreamException.Unavailable("user pool", null));
        assertThat(redeem(ticket, sessionRef()).status()).isEqualTo(503);

        house.pool.fail(null);
        assertThat(redeem(relayTicket(), sessionRef()).status()).isEqualTo(200);
    }

    @Test
    void redeem_unknownPurpose_isABadRequest() {
        var body = "{\"ticket\":\"" + relayTicket() + "\",\"bind\":\"" + sessionRef() + "\",\"purpose\":\"all\"}";
        assertThat(signed(body).status()).isEqualTo(400);
    }

    @Test
    void redeem_anotherContentType_isRefused() {
        var request = house.site.post("/v1/sites/demo/tickets/redeem", "{}", "msg_" + Randoms.next(), House.NOON);
        var lines = request.headers().lines().stream()
                .map(line -> line.name().equals("Content-Type") ? new Headers.Line("Content-Type", "text/plain") : line)
                .toList();
        var answer = house.send(new Request(
                "r", "POST", request.path(), "", new Headers(lines), request.body(), request.remoteAddress()));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(text(answer)).contains("\"code\":\"bad-request\"");
    }

    @Test
    void list_pageByPage_showsEachRecordOnce() {
        var first = house.bearer(PLAN + "?limit=2", token());
        var second = house.bearer(PLAN + "?limit=2&cursor=" + member(first, "next"), token());
        var third = house.bearer(PLAN + "?limit=2&cursor=" + member(second, "next"), token());

        assertThat(text(first)).contains("exercise 1", "exercise 2").doesNotContain("exercise 3");
        assertThat(text(second)).contains("exercise 3", "exercise 4").doesNotContain("exercise 2", "exercise 5");
        assertThat(text(third)).contains("exercise 5").doesNotContain("exercise 4", "\"next\"");
    }

    @Test
    void cursor_anothersOrOfAnotherList_isRefused() {
        var cursor = member(house.bearer(PLAN + "?limit=2", token()), "next");
        var eves = new TokenMint(House.NOON).access("eve", "client");
        house.hold("eve", "gold", House.NOON.plus(Duration.ofDays(30)));

        assertThat(house.bearer(PLAN + "?cursor=" + cursor, eves).status()).isEqualTo(400);
        assertThat(house.bearer(CONTACT + "?cursor=" + cursor, token()).status())
                .isEqualTo(400);
        assertThat(house.tallied).containsOnly("bad-request bad-page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cursor=", "cursor=week-2", "cursor=%00", "limit=0", "limit=101", "limit=x", "limit=1&limit=2"})
    void page_thatIsNone_isABadRequest(String query) {
        assertThat(house.bearer(PLAN + "?" + query, token()).status()).isEqualTo(400);
    }

    @Test
    void cursor_veryLong_isABadRequest() {
        var cursor = URLEncoder.encode("A".repeat(Cursors.CHARACTERS_MAX + 1), StandardCharsets.UTF_8);
        assertThat(house.bearer(PLAN + "?cursor=" + cursor, token()).status()).isEqualTo(400);
    }

    @Test
    void requests_ofOneMember_areLimitedAndComeBack() {
        for (var i = 0; i < 100; i++) {
            assertThat(from("10.0.0." + i, token()).status()).isEqualTo(200);
        }
        var refused = from("10.0.0.1", token());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(text(refused)).contains("\"code\":\"rate-limited\"");
        assertThat(refused.headers().only("Retry-After")).contains("1");
        assertThat(from("10.0.0.1", new TokenMint(House.NOON).access("eve", "client"))
                        .status())
                .isEqualTo(200);

        house.advance(Duration.ofSeconds(1));
        assertThat(from("10.0.0.1", token()).status()).isEqualTo(200);
        assertThat(house.tallied).containsExactly("rate-limited too-many-of-member");
    }

    @Test
    void requests_fromOneAddress_areLimitedWhateverTheyAsk() {
        for (var i = 0; i < 1000; i++) from("2001:db8::" + Integer.toHexString(i), "no token");

        assertThat(from("2001:db8::ffff", token()).status()).isEqualTo(429);
        assertThat(from("2001:db8:0:1::1", token()).status()).isEqualTo(200);
        assertThat(house.tallied.getLast()).isEqualTo("rate-limited too-many-from-address");
    }

    private Response from(String address, String token) {
        var lines = List.of(new Headers.Line("Authorization", "Bearer " + token));
        return house.send(new Request("r", "GET", CONTACT, "", new Headers(lines), Body.EMPTY, address));
    }

    private String token() {
        return new TokenMint(House.NOON).access("ada", "client");
    }

    private String relayTicket() {
        var answer = ada.send("POST", "/session/relay-ticket", "", ada.cardHeaders());
        assertThat(answer.status()).isEqualTo(200);
        return member(answer, "ticket");
    }

    private String sessionRef() {
        return house.sessions.of(new MemberId("ada")).getFirst().value();
    }

    private Response redeem(String ticket, String bind) {
        return signed("{\"ticket\":\"" + ticket + "\",\"bind\":\"" + bind + "\",\"purpose\":\"relay\"}");
    }

    private Response signed(String body) {
        var path = "/v1/sites/demo/tickets/redeem";
        return house.send(house.site.post(path, body, "msg_" + Randoms.next(), house.clock.instant()));
    }

    private static String member(Response answer, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(text(answer));
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
