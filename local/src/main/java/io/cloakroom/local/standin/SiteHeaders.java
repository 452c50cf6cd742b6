package io.cloakroom.local.standin;

import io.cloakroom.http.Headers.Line;
import io.cloakroom.http.Response;
import java.util.List;

/** What every answer of the site has: nothing is kept, framed or guessed, and no address goes along. */
final class SiteHeaders {
    private static final List<Line> EVERYWHERE = List.of(
            new Line("X-Content-Type-Options", "nosniff"),
            new Line("Referrer-Policy", "no-referrer"),
            new Line("Cache-Control", "no-store"),
            new Line("Cross-Origin-Opener-Policy", "same-origin"),
            new Line("Cross-Origin-Resource-Policy", "same-origin"));

    private SiteHeaders() {}

    static Response on(Response response) {
        return response.headers(EVERYWHERE);
    }

    /** @param gateway the one other origin that a page frames and calls */
    static Response onPage(Response response, String gateway) {
        return on(response)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src " + gateway
                                + "; connect-src " + gateway
                                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }
}
