package io.cloakroom.gateway;

import io.cloakroom.http.Headers.Line;
import io.cloakroom.http.Response;
import io.cloakroom.site.Site;
import java.util.List;

/** The headers by which a browser holds our answers to what they are for. Every answer goes through one of these. */
final class Hardening {
    private static final List<Line> EVERYWHERE = List.of(
            new Line("X-Content-Type-Options", "nosniff"),
            new Line("Referrer-Policy", "no-referrer"),
            new Line("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"));

    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private Hardening() {}

    /** Data: stored nowhere, shown as no page, readable by no other origin. */
    static Response data(Response response) {
        return response.headers(EVERYWHERE)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", NOTHING + "; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** Public configuration, which sites and their visitors may read and keep for a minute. */
    static Response listing(Response response) {
        return response.headers(EVERYWHERE)
                .header("Cache-Control", "public, max-age=60")
                .header("Content-Security-Policy", NOTHING + "; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-site");
    }

    /** A public key, which sites may keep for an hour. */
    static Response publicKey(Response response) {
        return response.headers(EVERYWHERE)
                .header("Cache-Control", "public, max-age=3600")
                .header("Content-Security-Policy", NOTHING + "; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-site");
    }

    /** A style sheet or script of our own pages. */
    static Response asset(Response response) {
        return response.headers(EVERYWHERE)
                .header("Content-Security-Policy", NOTHING)
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** A page of its own: never in a frame, cut off from who opened it. */
    static Response page(Response response) {
        return document(response, "style-src 'self'; form-action 'self'", "frame-ancestors 'none'");
    }

    /** A page of its own with a script of ours, which keeps its buttons dead for a moment. */
    static Response deliberatePage(Response response) {
        var sources = "style-src 'self'; script-src 'self'; form-action 'self'; require-trusted-types-for 'script'";
        return document(response, sources, "frame-ancestors 'none'");
    }

    /**
     * A page whose form goes to the user pool in the end. Chromium holds redirects after a form to {@code form-action} too.
     *
     * @param poolUrl the pool's origin
     * @param site where the redirects end
     */
    static Response page(Response response, String poolUrl, Site site) {
        var targets = "form-action 'self' " + poolUrl + " " + String.join(" ", site.origins());
        return document(response, "style-src 'self'; " + targets, "frame-ancestors 'none'");
    }

    /** The same with script of ours, which guards its other buttons. */
    static Response ownPage(Response response, String poolUrl, Site site) {
        var targets = "form-action 'self' " + poolUrl + " " + String.join(" ", site.origins());
        var sources = "style-src 'self'; script-src 'self'; require-trusted-types-for 'script'; " + targets;
        return document(response, sources, "frame-ancestors 'none'");
    }

    /** A page of its own with a form of ours, and script that guards its buttons. */
    static Response ownForm(Response response) {
        var sources = "style-src 'self'; script-src 'self'; form-action 'self'; require-trusted-types-for 'script'";
        return document(response, sources, "frame-ancestors 'none'");
    }

    /** A document that a site's pages may frame, and nobody else's. */
    static Response frame(Response response, Site site) {
        var sources = "style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; "
                + "require-trusted-types-for 'script'";
        return document(response, sources, "frame-ancestors " + String.join(" ", site.origins()));
    }

    private static Response document(Response response, String sources, String ancestors) {
        return response.headers(EVERYWHERE)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; " + sources + "; base-uri 'none'; " + ancestors)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Origin-Agent-Cluster", "?1");
    }
}
