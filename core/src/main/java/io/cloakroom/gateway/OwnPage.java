package io.cloakroom.gateway;

import io.cloakroom.card.Placement;
import io.cloakroom.http.Request;
import java.util.Optional;

/**
 * Whether script of one of our own pages asks. A cookie alone proves nothing: a sibling site is same-site, and its requests
 * carry the member's cookie too. Two things that no page of another origin can bring about without our consent: Fetch
 * Metadata that says same-origin, and a header of our own, for which a browser would ask first (CORS), and hear nothing.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class OwnPage {
    /** Names the site whose session is meant. */
    static final String SITE_HEADER = "Cloakroom-Site";

    private OwnPage() {}

    /** @return the site that our page names; empty if it was no page of ours that asked */
    static Optional<String> siteOf(Request request) {
        return isSameOriginFetch(request) ? request.headers().only(SITE_HEADER) : Optional.empty();
    }

    static Problem refusal() {
        return Problem.of(Code.BAD_REQUEST, "This address answers Cloakroom's own pages only.")
                .because(Cause.NOT_OUR_PAGE);
    }

    /** Whether no page led here: the address bar, a bookmark, a reload. */
    static boolean isByHerself(Request request) {
        return is(request, "Sec-Fetch-Site", "none");
    }

    static boolean isSameOriginFetch(Request request) {
        return is(request, "Sec-Fetch-Site", "same-origin") && is(request, "Sec-Fetch-Dest", "empty");
    }

    private static boolean is(Request request, String header, String value) {
        return request.headers().only(header).filter(value::equals).isPresent();
    }

    /** Whether a person came here by a link, a form or the address bar, in a window and not in a frame. */
    static boolean isOpenedInAWindow(Request request) {
        return is(request, "Sec-Fetch-Mode", "navigate") && is(request, "Sec-Fetch-Dest", "document");
    }

    /**
     * Where the browser is going to show a document. Where Fetch Metadata is missing, as in a frame: its script asks, and is
     * told what the matter is.
     */
    static Placement placement(Request request) {
        if (isOpenedInAWindow(request)) return Placement.WINDOW;
        var isCutOff = is(request, "Sec-Fetch-Dest", "iframe") && is(request, "Sec-Fetch-Site", "cross-site");
        return isCutOff ? Placement.CUT_OFF : Placement.FRAME;
    }

    /** Whether the page that led here is ours or a sibling's, or there was none. */
    static boolean isFromNearby(Request request) {
        return !is(request, "Sec-Fetch-Site", "cross-site") && request.headers().has("Sec-Fetch-Site");
    }

    static boolean isFromOurs(Request request) {
        return is(request, "Sec-Fetch-Site", "same-origin");
    }
}
