package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.site.Sites;
import java.util.Optional;

/**
 * Cross-origin reading, for bearer routes alone: there the page shows a token of its own, and no cookie counts. Answered
 * before anything else and on every error, because an answer without these headers looks to a page like a dead network.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class Cors {
    private static final String BEARER_ROUTES = "/v1/me/";

    private final Sites sites;

    Cors(Sites sites) {
        this.sites = sites;
    }

    static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.path().startsWith(BEARER_ROUTES)
                && request.headers().has("Access-Control-Request-Method");
    }

    Response preflight(Request request) {
        var answer = Hardening.data(Response.of(204));
        if (origin(request).isEmpty()) return answer.header("Vary", "Origin");
        return allow(request, answer)
                .header("Access-Control-Allow-Methods", "GET")
                .header("Access-Control-Allow-Headers", "Authorization")
                .header("Access-Control-Max-Age", "600");
    }

    Response allow(Request request, Response response) {
        if (!request.path().startsWith(BEARER_ROUTES)) return response;
        var varied = response.header("Vary", "Origin");
        return origin(request)
                .map(origin -> varied.header("Access-Control-Allow-Origin", origin)
                        .header("Access-Control-Expose-Headers", "ETag, Retry-After, WWW-Authenticate"))
                .orElse(varied);
    }

    private Optional<String> origin(Request request) {
        return request.headers()
                .only("Origin")
                .filter(origin ->
                        sites.all().stream().anyMatch(site -> site.origins().contains(origin)));
    }
}
