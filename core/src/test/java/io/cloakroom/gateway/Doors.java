package io.cloakroom.gateway;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every route of both hosts, and for whom it opens. What stands in no row opens nothing. */
final class Doors {
    private Doors() {}

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
    static final List<Row> STAFF_ROUTES = List.of(
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
            new Row("POST /app/members/find", "/app/members/find", Set.of(Credential.STAFF_SCRIPT)),
            new Row("GET /app/members/{sub}/ledger", "/app/members/ada/ledger", Set.of(Credential.STAFF_SCRIPT)),
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

    private static final Set<Credential> EVERYBODY = EnumSet.allOf(Credential.class);

    private static final Set<Credential> NOBODY = Set.of();
    private static final String LINK_PAGE = "/session/link?site=demo&return=/&bind=" + "b".repeat(43);

    private static final String NEW =
            "/app/me/records/training-plan/own-20261123T120000-0123456789abcdef/add?site=demo";
    private static final String GONE = "/app/me/records/training-plan/day-1/delete?site=demo";

    /** @param sample an address of the route, with a query if it wants one; {ref} and {ticket} are filled in */
    record Row(String route, String sample, Set<Credential> opens) {}

    static final List<Row> DESKS = List.of(
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

    static final List<String> BEARER_RECORDS =
            List.of("GET /v1/me/collections/{collection}", "GET /v1/me/collections/{collection}/{id}");
    static final List<String> CARD_RECORDS =
            List.of("GET /app/me/collections/{collection}", "GET /app/me/collections/{collection}/{id}");

    static final List<String> PAGE_RECORDS = List.of(
            "GET /app/me/records/{collection}",
            "GET /app/me/records/{collection}/{id}",
            "GET /app/me/records/{collection}/{id}/edit",
            "POST /app/me/records/{collection}/{id}/unmask");

    /** The one address that gives all of a member's data at once. */
    static final String EXPORT = "POST /app/me/export";
}
