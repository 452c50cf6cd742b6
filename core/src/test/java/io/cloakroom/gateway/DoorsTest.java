package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Delivery;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.token.TokenMint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route, with every kind of credential, at every delivery setting. What stands in no row opens nothing, and a route
 * without a row fails.
 */
class DoorsTest {
    private static final String CANARY = "canary-7731";
    private static final String MEMBERS_HOST = "members.example.test";
    private static final String STAFF_HOST = "staff.example.test";

    /** What somebody may have in hand. */
    enum Credential {
        NOTHING,
        BEARER,
        BEARER_OF_ANOTHER_SITE,
        BEARER_OF_STAFF,
        ID_TOKEN,
        /** Script of our own page: the cookie, our header, same-origin. */
        SESSION,
        /** Script of a sibling's page, which the cookie accompanies too. */
        SESSION_FROM_A_SIBLING,
        /** A person who goes to an address, or sends a form of ours. */
        SESSION_IN_A_WINDOW,
        SITE_KEY,
        ANOTHER_SITES_KEY,
        /** Somebody of the staff at the console's own pages. */
        STAFF_IN_A_WINDOW,
        /** Script of a page of the console's own, with a purpose. */
        STAFF_SCRIPT,
        /** The console's cookie, in a request that a page of another website has brought about. */
        STAFF_FROM_A_SIBLING,
        /** A token of the console's own client, of somebody in a staff group. */
        BEARER_OF_THE_CONSOLE
    }

    /** Signing out asks for no session: only for a person, in a window, from a page of ours. */
    private static final Set<Credential> ANYBODY_IN_A_WINDOW =
            Set.of(Credential.SESSION_IN_A_WINDOW, Credential.STAFF_IN_A_WINDOW);

    private static final Set<Credential> STAFF = Set.of(Credential.STAFF_IN_A_WINDOW);
    private static final String ADA = "/console/members/ada";
    private static final String PURPOSE = "?purpose=member%20asked";

    /** The same table for the staff's host. */
    private static final List<Row> STAFF_ROUTES = List.of(
            new Row("GET /", "/", EnumSet.allOf(Credential.class)),
            new Row("GET /console", "/console", STAFF),
            new Row("POST /console/find", "/console/find", STAFF),
            new Row("POST /console/search", "/console/search", STAFF),
            new Row("GET /console/members/{sub}", ADA, STAFF),
            new Row("GET /console/members/{sub}/ledger", ADA + "/ledger" + PURPOSE, STAFF),
            new Row(
                    "GET /console/members/{sub}/records/{collection}",
                    ADA + "/records/contact-details" + PURPOSE,
                    STAFF),
            new Row(
                    "GET /console/members/{sub}/records/{collection}/{id}",
                    ADA + "/records/contact-details/self" + PURPOSE,
                    STAFF),
            new Row(
                    "GET /console/members/{sub}/records/{collection}/{id}/edit",
                    ADA + "/records/contact-details/self/edit" + PURPOSE,
                    STAFF),
            new Row(
                    "POST /console/members/{sub}/records/{collection}/{id}/edit",
                    ADA + "/records/contact-details/self/edit" + PURPOSE,
                    STAFF),
            new Row(
                    "POST /console/members/{sub}/records/{collection}/{id}/unmask",
                    ADA + "/records/medical-profile/self/unmask?purpose=care%20visit",
                    STAFF),
            new Row(
                    "GET /app/members/{sub}/collections/{collection}",
                    "/app/members/ada/collections/contact-details",
                    Set.of(Credential.STAFF_SCRIPT)),
            new Row(
                    "GET /app/members/{sub}/collections/{collection}/{id}",
                    "/app/members/ada/collections/contact-details/self",
                    Set.of(Credential.STAFF_SCRIPT)),
            new Row("GET /session/sign-in", "/session/sign-in", ANYBODY_IN_A_WINDOW),
            new Row("GET /session/callback", "/session/callback?code=c&state=" + "s".repeat(43), Set.of()),
            new Row("GET /session/prove", "/session/prove?return=/console/members/ada", STAFF),
            new Row("POST /session/sign-out", "/session/sign-out", ANYBODY_IN_A_WINDOW),
            new Row("GET /session/signed-out", "/session/signed-out", EnumSet.allOf(Credential.class)),
            new Row("GET /assets/{hash}/{name}", "/assets/0/page.css", Set.of()));

    private static final String FACT = """
            {"facts":[{"id":"c5b1c0f2-0001","seq":1,"user":"9","type":"reconciled","observed_at":"2026-11-23T12:00:00Z",
            "memberships":[]}]}""";

    private static final String REQUEST =
            "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"sub\":\"ada\",\"kind\":\"export\"}";

    private static final Set<Credential> EVERYBODY = EnumSet.allOf(Credential.class);
    private static final String HOOKS = """
                memberful: {url: "https://demo.memberful.test", webhook-secret: whsec, api-key: key}
                memberpress: {webhook-key: mpkey}
            """;

    private static final Set<Credential> NOBODY = Set.of();
    private static final String LINK_PAGE = "/session/link?site=demo&return=/&bind=" + "b".repeat(43);

    private static final String NEW =
            "/app/me/records/training-plan/own-20261123T120000-0123456789abcdef/add?site=demo";
    private static final String GONE = "/app/me/records/training-plan/day-1/delete?site=demo";

    /** @param sample an address of the route, with a query if it wants one; {ref} and {ticket} are filled in */
    record Row(String route, String sample, Set<Credential> opens) {}

    private static final List<Row> DESKS = List.of(
            new Row("GET /session/sign-in", "/session/sign-in?site=demo&return=/&bind=" + "b".repeat(43), EVERYBODY),
            new Row("GET /session/callback", "/session/callback?code=c&state=" + "s".repeat(43), NOBODY),
            new Row("GET /session/sign-out", "/session/sign-out?site=demo&return=/", ANYBODY_IN_A_WINDOW),
            new Row("POST /session/sign-out", "/session/sign-out", ANYBODY_IN_A_WINDOW),
            new Row("GET /session/signed-out", "/session/signed-out", EVERYBODY),
            new Row(
                    "POST /v1/sites/{site}/tickets/redeem",
                    "/v1/sites/demo/tickets/redeem",
                    Set.of(Credential.SITE_KEY)),
            new Row(
                    "POST /v1/sites/{site}/sessions/{ref}/end",
                    "/v1/sites/demo/sessions/{ref}/end",
                    Set.of(Credential.SITE_KEY)),
            // Whose session is none of this site's is sent to sign in.
            new Row("GET /session/link", LINK_PAGE, ANYBODY_IN_A_WINDOW),
            new Row("POST /session/link", "/session/link", ANYBODY_IN_A_WINDOW),
            new Row("POST /v1/sites/{site}/links", "/v1/sites/demo/links", Set.of(Credential.SITE_KEY)),
            new Row("POST /v1/hooks/memberful/{site}", "/v1/hooks/memberful/demo", NOBODY),
            new Row("POST /v1/hooks/memberpress/{site}", "/v1/hooks/memberpress/demo", NOBODY),
            new Row("GET /v1/gateway-key", "/v1/gateway-key", EVERYBODY),
            new Row("POST /v1/sites/{site}/facts", "/v1/sites/demo/facts", Set.of(Credential.SITE_KEY)),
            new Row("GET /session/token", "/session/token?site=demo", EVERYBODY),
            new Row("POST /session/token", "/session/token", Set.of(Credential.SESSION)),
            new Row("POST /session/relay-ticket", "/session/relay-ticket", Set.of(Credential.SESSION)),
            new Row("GET /card/{site}", "/card/demo", EVERYBODY),
            new Row("GET /card/{site}/{collection}", "/card/demo/medical-profile", EVERYBODY),
            new Row("GET /schemas/{collection}", "/schemas/medical-profile", EVERYBODY),
            new Row("GET /app/me", "/app/me?site=demo", Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /app/me/ledger", "/app/me/ledger?site=demo", Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row(
                    "GET /app/me/ledger/{day}",
                    "/app/me/ledger/2026-11-23?site=demo&hour=12&shard=0&from=0",
                    Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /app/me/export", "/app/me/export?site=demo", Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /app/me/erasure", "/app/me/erasure?site=demo", Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("POST /app/me/erasure", "/app/me/erasure?site=demo", Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row(
                    "POST /app/me/erasure/keep",
                    "/app/me/erasure/keep?site=demo",
                    Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row(
                    "POST /app/me/requests/{kind}/dismiss",
                    "/app/me/requests/erasure/dismiss?site=demo",
                    Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("POST /v1/sites/{site}/requests", "/v1/sites/demo/requests", Set.of(Credential.SITE_KEY)),
            new Row(
                    "GET /session/prove",
                    "/session/prove?site=demo&return=/app/me/records/x",
                    Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row(
                    "POST /app/me/records/{collection}/{id}/edit",
                    "/app/me/records/contact-details/self/edit?site=demo",
                    Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /app/me/records/{collection}/{id}/add", NEW, Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("POST /app/me/records/{collection}/{id}/add", NEW, Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /app/me/records/{collection}/{id}/delete", GONE, Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("POST /app/me/records/{collection}/{id}/delete", GONE, Set.of(Credential.SESSION_IN_A_WINDOW)),
            new Row("GET /assets/{hash}/{name}", "/assets/0/card.css", NOBODY),
            new Row(
                    "GET /v1/me/collections",
                    "/v1/me/collections",
                    Set.of(Credential.BEARER, Credential.BEARER_OF_ANOTHER_SITE)));

    private static final List<String> BEARER_RECORDS =
            List.of("GET /v1/me/collections/{collection}", "GET /v1/me/collections/{collection}/{id}");
    private static final List<String> CARD_RECORDS =
            List.of("GET /app/me/collections/{collection}", "GET /app/me/collections/{collection}/{id}");

    private static final List<String> PAGE_RECORDS = List.of(
            "GET /app/me/records/{collection}",
            "GET /app/me/records/{collection}/{id}",
            "GET /app/me/records/{collection}/{id}/edit",
            "POST /app/me/records/{collection}/{id}/unmask");

    /** The one address that gives all of a member's data at once. */
    private static final String EXPORT = "POST /app/me/export";

    static Stream<String> routes() {
        return new House().gateway.addresses().stream();
    }

    @Test
    void table_everyRoute_standsInIt() {
        var rows = new TreeSet<>(DESKS.stream().map(Row::route).toList());
        rows.addAll(BEARER_RECORDS);
        rows.addAll(CARD_RECORDS);
        rows.addAll(PAGE_RECORDS);
        rows.add(EXPORT);

        assertThat(rows).isEqualTo(routes().collect(Collectors.toCollection(TreeSet::new)));
    }

    static Stream<Row> desks() {
        return DESKS.stream();
    }

    @ParameterizedTest
    @MethodSource("desks")
    void desk_everyCredential_opensForThoseInItsRow(Row row) {
        var opened = EnumSet.noneOf(Credential.class);
        for (var credential : Credential.values()) {
            var scene = new Scene("");
            var answer = scene.ask(row.route().split(" ", 2)[0], row.sample(), credential);
            assertThat(House.text(answer))
                    .as("%s with %s", row.route(), credential)
                    .doesNotContain(CANARY);
            if (answer.status() < 400) opened.add(credential);
        }
        assertThat(opened).isEqualTo(row.opens().isEmpty() ? EnumSet.noneOf(Credential.class) : row.opens());
    }

    @Test
    void export_everyCredential_isHersAloneInAWindow() {
        for (var credential : Credential.values()) {
            var answer = new Scene("").ask("POST", "/app/me/export?site=demo", credential);
            assertThat(House.text(answer).contains(CANARY))
                    .as("%s", credential)
                    .isEqualTo(credential == Credential.SESSION_IN_A_WINDOW);
        }
    }

    @Test
    void staffTable_everyRoute_standsInIt() {
        assertThat(new TreeSet<>(STAFF_ROUTES.stream().map(Row::route).toList()))
                .isEqualTo(new TreeSet<>(new House().gateway.staffAddresses()));
    }

    static Stream<Row> staffRoutes() {
        return STAFF_ROUTES.stream();
    }

    @ParameterizedTest
    @MethodSource("staffRoutes")
    void staffRoute_everyCredential_opensForThoseInItsRow(Row row) {
        var opened = EnumSet.noneOf(Credential.class);
        for (var credential : Credential.values()) {
            var scene = new Scene("", STAFF_HOST);
            var answer = scene.ask(row.route().split(" ", 2)[0], row.sample(), credential);
            if (answer.status() < 400) opened.add(credential);
            else assertThat(House.text(answer)).doesNotContain(CANARY);
        }
        assertThat(opened).isEqualTo(row.opens().isEmpty() ? EnumSet.noneOf(Credential.class) : row.opens());
    }

    /** Nothing of one host answers on the other, whoever asks. */
    @Test
    void routes_askedForOnTheOtherHost_areNotThere() {
        var here = DESKS.stream().map(Row::route).collect(Collectors.toSet());
        var there = STAFF_ROUTES.stream().map(Row::route).collect(Collectors.toSet());
        var members = new Scene("", MEMBERS_HOST);
        var staff = new Scene("", STAFF_HOST);
        for (var row : DESKS) if (!there.contains(row.route())) checkAbsent(row.route(), row.sample(), staff);
        for (var row : STAFF_ROUTES) if (!here.contains(row.route())) checkAbsent(row.route(), row.sample(), members);
        Stream.of(BEARER_RECORDS, CARD_RECORDS, PAGE_RECORDS)
                .flatMap(List::stream)
                .forEach(route -> {
                    var path = route.substring(route.indexOf('/'));
                    var sample = path.replace("{collection}", "contact-details").replace("{id}", "self") + "?site=demo";
                    checkAbsent(route, sample, staff);
                });
    }

    private static void checkAbsent(String route, String sample, Scene scene) {
        for (var credential : Credential.values()) {
            var answer = scene.ask(route.substring(0, route.indexOf(' ')), sample, credential);
            assertThat(answer.status())
                    .as("%s with %s on %s", route, credential, scene.host)
                    .isIn(404, 405);
        }
    }

    /** Every set of deliveries. */
    static Stream<Set<Delivery>> settings() {
        var sets = Stream.of(Set.<Delivery>of());
        for (var delivery : Delivery.values()) {
            sets = sets.flatMap(set -> Stream.of(set, with(set, delivery)));
        }
        return sets;
    }

    private static Set<Delivery> with(Set<Delivery> set, Delivery delivery) {
        return Stream.concat(set.stream(), Stream.of(delivery)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void records_everyCredentialAndSetting_reachOnlyWhomTheyMay(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        var byToken = setting.contains(Delivery.DIRECT) || setting.contains(Delivery.RELAY);
        for (var id : List.of("", "/self")) {
            for (var credential : Credential.values()) {
                var scene = new Scene("  chosen: {sites: demo, deliveries: " + words + ", fields: {x: {title: X}}}\n");
                var page = scene.ask("GET", "/v1/me/collections/chosen" + id, credential);
                assertThat(House.text(page).contains(CANARY))
                        .as("bearer route, %s, %s", setting, credential)
                        .isEqualTo(byToken && credential == Credential.BEARER);
                var card = scene.ask("GET", "/app/me/collections/chosen" + id, credential);
                assertThat(House.text(card).contains(CANARY))
                        .as("card's route, %s, %s", setting, credential)
                        .isEqualTo(setting.contains(Delivery.CARD) && credential == Credential.SESSION);
            }
        }
    }

    /** Her own pages show what she could have by any way, to her alone, in a window. */
    @ParameterizedTest
    @MethodSource("settings")
    void pages_everyCredentialAndSetting_showOnlyToHer(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        for (var route : PAGE_RECORDS) {
            var sample = route.replace("{collection}", "chosen").replace("{id}", "self") + "?site=demo";
            for (var credential : Credential.values()) {
                var scene = new Scene("  chosen: {sites: demo, deliveries: " + words
                        + ", member: {edits: all}, fields: {x: {title: X}}}\n");
                var cut = sample.indexOf(' ');
                var page = scene.ask(sample.substring(0, cut), sample.substring(cut + 1), credential);
                assertThat(House.text(page).contains(CANARY))
                        .as("%s, %s, %s", route, setting, credential)
                        .isEqualTo(!setting.isEmpty() && credential == Credential.SESSION_IN_A_WINDOW);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void list_everySetting_namesWhatATokenOpens(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        var scene = new Scene("  chosen: {sites: demo, deliveries: " + words + ", fields: {x: {title: X}}}\n");
        var isNamed = setting.contains(Delivery.DIRECT) || setting.contains(Delivery.RELAY);

        var list = House.text(scene.ask("GET", "/v1/me/collections", Credential.BEARER));

        assertThat(list.contains("\"chosen\"")).isEqualTo(isNamed);
        assertThat(list).doesNotContain("medical-profile", "\"card\"");
        assertThat(House.text(scene.ask("GET", "/v1/me/collections", Credential.BEARER_OF_ANOTHER_SITE)))
                .isEqualTo("{\"collections\":[]}");
    }

    /** Ada, signed in, with a record in a collection of the test's. */
    private static final class Scene {
        private final House house;
        private final House.Browser ada;
        private final House.Browser sam;
        private final String host;
        private final String ticket;
        private final String sessionRef;

        Scene(String collection) {
            this(collection, MEMBERS_HOST);
        }

        /** @param host that is asked, whatever the credential is for */
        Scene(String collection, String host) {
            this.host = host;
            house = new House(collection, HOOKS);
            ada = house.new Browser(MEMBERS_HOST);
            sam = house.new Browser(STAFF_HOST);
            house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(30)));
            for (var name : List.of("medical-profile", "contact-details")) {
                house.write("ada", name, "self", Map.of(name.startsWith("m") ? "blood_group" : "phone", CANARY));
            }
            house.write("ada", "training-plan", "day-1", Map.of("exercise", "squats"));
            if (!collection.isEmpty()) house.write("ada", "chosen", "self", Map.of("x", CANARY));
            ticket = ada.signIn("ada");
            sessionRef = house.sessions.of(new MemberId("ada")).getFirst().value();
            house.pool.say("sam", List.of("staff", "care"), List.of("pwd", "otp", "mfa"));
            sam.signInAtConsole("sam");
            // Cookies stolen from one host, shown at the other under whatever name it looks for.
            ada.cookies.putIfAbsent("__Host-cloakroom-staff", ada.cookies.get("__Host-cloakroom-demo"));
            sam.cookies.putIfAbsent("__Host-cloakroom-demo", sam.cookies.get("__Host-cloakroom-staff"));
        }

        Response ask(String method, String sample, Credential credential) {
            var address = sample.replace("{ref}", sessionRef);
            var isForm = method.equals("POST")
                    && (address.startsWith("/session/")
                            || address.contains("/records/")
                            || address.startsWith("/console/"));
            isForm &= !address.startsWith("/session/token") && !address.startsWith("/session/relay-ticket");
            var body = isForm ? form(address) : body(method, address);
            var lines = new ArrayList<Headers.Line>();
            if (!body.isEmpty()) {
                var type = isForm ? "application/x-www-form-urlencoded" : "application/json";
                lines.add(new Headers.Line("Content-Type", type));
            }
            return switch (credential) {
                case NOTHING -> send(method, address, body, lines);
                case BEARER ->
                    send(method, address, body, lines, bearer(TokenMint.signed(claims("client", List.of()))));
                case BEARER_OF_ANOTHER_SITE ->
                    send(method, address, body, lines, bearer(TokenMint.signed(claims("otherclient", List.of()))));
                case BEARER_OF_STAFF ->
                    send(method, address, body, lines, bearer(TokenMint.signed(claims("client", List.of("staff")))));
                case ID_TOKEN ->
                    send(method, address, body, lines, bearer(new TokenMint(House.NOON).id("ada", "client", "n")));
                case SESSION -> byBrowser(method, address, body, lines, ada.cardHeaders());
                case SESSION_FROM_A_SIBLING ->
                    byBrowser(
                            method,
                            address,
                            body,
                            lines,
                            House.fetchMetadata("same-site", "cors", "empty"),
                            new Headers.Line("Cloakroom-Site", "demo"));
                case SESSION_IN_A_WINDOW ->
                    byBrowser(method, address, body, lines, House.fetchMetadata("same-origin", "navigate", "document"));
                case STAFF_IN_A_WINDOW ->
                    byStaff(method, address, body, lines, House.fetchMetadata("same-origin", "navigate", "document"));
                case STAFF_SCRIPT -> byStaff(method, address, body, lines, scriptOf("same-origin"));
                case STAFF_FROM_A_SIBLING -> byStaff(method, address, body, lines, scriptOf("same-site"));
                case BEARER_OF_THE_CONSOLE ->
                    send(method, address, body, lines, bearer(TokenMint.signed(claims("console", List.of("staff")))));
                case SITE_KEY -> bySite(method, address, body, house.site);
                case ANOTHER_SITES_KEY -> bySite(method, address, body, house.otherSite);
            };
        }

        private static String form(String address) {
            if (address.startsWith("/console/find")) return "by=id&value=ada";
            if (address.startsWith("/console/search")) {
                return "field=contact-details.phone&purpose=member%20asked&value=030";
            }
            if (address.startsWith("/session/")) return "site=demo&return=/&bind=" + "b".repeat(43);
            if (address.contains("/add")) return "version=0&write=a-write-0123456789&f.exercise=rows";
            return "version=1&write=a-write-0123456789&f.phone=0301";
        }

        private String body(String method, String address) {
            if (!method.equals("POST")) return "";
            if (address.endsWith("/redeem")) return "{\"ticket\":\"" + ticket + "\",\"bind\":\"" + House.BIND + "\"}";
            if (address.endsWith("/facts")) return FACT;
            if (address.endsWith("/requests")) return REQUEST;
            return "{\"session_ref\":\"" + sessionRef + "\",\"user\":\"user-ada\",\"by\":\"sign-in\"}";
        }

        private static Map<String, Object> claims(String client, List<String> groups) {
            var claims = new TokenMint(House.NOON).accessClaims("ada", client);
            if (!groups.isEmpty()) claims.put("cognito:groups", groups);
            return claims;
        }

        private static Headers.Line bearer(String token) {
            return new Headers.Line("Authorization", "Bearer " + token);
        }

        private Response byBrowser(
                String method,
                String address,
                String body,
                List<Headers.Line> lines,
                List<Headers.Line> metadata,
                Headers.Line... more) {
            var all = new ArrayList<>(lines);
            all.addAll(metadata);
            all.addAll(List.of(more));
            return ada.at(host).send(method, address, body, all);
        }

        private static List<Headers.Line> scriptOf(String from) {
            var lines = new ArrayList<>(House.fetchMetadata(from, "cors", "empty"));
            lines.add(new Headers.Line("Cloakroom-Purpose", "member asked"));
            lines.add(new Headers.Line("Cloakroom-Site", "demo"));
            return lines;
        }

        private Response byStaff(
                String method, String address, String body, List<Headers.Line> lines, List<Headers.Line> metadata) {
            var all = new ArrayList<>(lines);
            all.addAll(metadata);
            return sam.at(host).send(method, address, body, all);
        }

        private Response bySite(String method, String address, String body, SigningSite signer) {
            var signed = signer.post(address, body, "msg_" + Randoms.next(), House.NOON);
            return send(method, address, body, signed.headers().lines());
        }

        private Response send(
                String method, String address, String body, List<Headers.Line> lines, Headers.Line... more) {
            var all = new ArrayList<>(lines);
            all.addAll(List.of(more));
            all.add(new Headers.Line("Host", host));
            var cut = address.indexOf('?');
            var path = cut < 0 ? address : address.substring(0, cut);
            var query = cut < 0 ? "" : address.substring(cut + 1);
            return house.send(
                    new Request("request-id", method, path, query, new Headers(all), Body.of(body), "127.0.0.1"));
        }
    }
}
