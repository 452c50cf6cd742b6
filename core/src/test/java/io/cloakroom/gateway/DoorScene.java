package io.cloakroom.gateway;

import io.cloakroom.gateway.Doors.Credential;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.token.TokenMint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ada, signed in, with a record in a collection of the test's, and sam of the staff; each with whatever may be had in hand. */
final class DoorScene {
    static final String CANARY = "canary-7731";
    static final String MEMBERS_HOST = "members.example.test";
    static final String STAFF_HOST = "staff.example.test";

    private static final String FACT = """
            {"facts":[{"id":"c5b1c0f2-0001","seq":1,"user":"9","type":"reconciled","observed_at":"2026-11-23T12:00:00Z",
            "memberships":[]}]}""";

    private static final String REQUEST =
            "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"sub\":\"ada\",\"kind\":\"export\"}";

    private static final String HOOKS = """
                memberful: {url: "https://demo.memberful.test", webhook-secret: whsec, api-key: key}
                memberpress: {webhook-key: mpkey}
            """;

    private final House house;
    private final House.Browser ada;
    private final House.Browser sam;
    final String host;
    private final String ticket;
    private final String sessionRef;

    DoorScene(String collection) {
        this(collection, MEMBERS_HOST);
    }

    /** @param host that is asked, whatever the credential is for */
    DoorScene(String collection, String host) {
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
            case BEARER -> send(method, address, body, lines, bearer(TokenMint.signed(claims("client", List.of()))));
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
        if (address.endsWith("/find")) return "{\"by\":\"id\",\"value\":\"ada\"}";
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

    private Response send(String method, String address, String body, List<Headers.Line> lines, Headers.Line... more) {
        var all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        all.add(new Headers.Line("Host", host));
        var cut = address.indexOf('?');
        var path = cut < 0 ? address : address.substring(0, cut);
        var query = cut < 0 ? "" : address.substring(cut + 1);
        return house.send(new Request("request-id", method, path, query, new Headers(all), Body.of(body), "127.0.0.1"));
    }
}
