package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.site.Site;
import io.cloakroom.site.Sites;
import io.cloakroom.token.AccessToken;
import io.cloakroom.token.Reason;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.token.Verdict;
import java.util.Optional;
import java.util.Set;

/** Room 1: who asks? */
final class Authentication {
    /** RFC 6750, 2.1; schemes compare without regard to case (RFC 9110, 11.1). */
    private static final String BEARER = "Bearer ";

    private static final Set<Delivery> EVERY_WAY = Set.of(Delivery.values());
    private static final Set<Delivery> BY_PAGE_OR_SITE = Set.of(Delivery.DIRECT, Delivery.RELAY);

    private final Sites sites;
    private final Sessions sessions;
    private final TokenVerifier tokens;
    private final PageTokens pageTokens;
    private final String scope;

    Authentication(GatewayConfig config, Services services, PageTokens pageTokens) {
        this.sites = config.sites();
        this.sessions = services.sessions();
        this.tokens = services.tokens();
        this.pageTokens = pageTokens;
        this.scope = config.token().scope();
    }

    sealed interface Outcome {
        record Known(Caller caller) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    Outcome caller(Request request, Door door) {
        return switch (door) {
            case CARD -> byCookie(request);
            case BEARER -> byToken(request);
            case WINDOW -> byWindow(request);
        };
    }

    private Outcome byCookie(Request request) {
        var asked = OwnPage.siteOf(request).flatMap(sites::find);
        if (asked.isEmpty()) return new Outcome.Refused(OwnPage.refusal());
        return bySession(request, asked.get(), Set.of(Delivery.CARD));
    }

    /** Her own pages show what she could have by any way at all. */
    private Outcome byWindow(Request request) {
        var asked = Asked.parameter(request, "site").flatMap(sites::find);
        var isOurs = !request.method().equals("POST") || OwnPage.isFromOurs(request);
        if (asked.isEmpty() || !OwnPage.isOpenedInAWindow(request) || !isOurs) {
            return new Outcome.Refused(OwnPage.refusal());
        }
        return bySession(request, asked.get(), EVERY_WAY);
    }

    private Outcome bySession(Request request, Site site, Set<Delivery> ways) {
        var toSite = new Link("Go to " + site.name(), site.origin() + "/");
        return switch (sessions.find(RawCookies.of(request.headers()), site)) {
            case Lookup.None _ -> new Outcome.Refused(Problem.signIn().leadingTo(toSite));
            case Lookup.Over over ->
                new Outcome.Refused(Problem.signInAgain(over).leadingTo(toSite));
            case Lookup.Live live -> {
                var name = Optional.of(live.profile().displayName());
                var session = live.session();
                yield new Outcome.Known(new Caller(session.member(), site, ways, name, Optional.of(session)));
            }
        };
    }

    private Outcome byToken(Request request) {
        if (hasTokenInQuery(request)) {
            var problem = Problem.of(Code.BAD_REQUEST, "A token belongs into the Authorization header.");
            return new Outcome.Refused(problem.because(Cause.TOKEN_IN_QUERY));
        }
        var token = request.headers().only("Authorization").flatMap(Authentication::bearer);
        if (token.isEmpty()) return new Outcome.Refused(tokenWanted("Bearer").because(Cause.NO_TOKEN));
        return switch (tokens.verify(token.get())) {
            case Verdict.Accepted(var accepted) -> known(accepted);
            case Verdict.Rejected(var reason) -> new Outcome.Refused(rejected(reason));
        };
    }

    /** What stands behind the scheme (RFC 6750, 2.1), whose case does not matter (RFC 9110, 11.1). */
    private static Optional<String> bearer(String credentials) {
        var isBearer = credentials.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return Optional.of(credentials)
                .filter(_ -> isBearer)
                .map(text -> text.substring(BEARER.length()))
                .filter(token -> !token.isEmpty() && !token.contains(" "));
    }

    private Outcome known(AccessToken token) {
        if (pageTokens.isStaff(token.groups()))
            return new Outcome.Refused(Problem.notByThisWay().because(Cause.STAFF));
        return sites.withClient(token.clientId())
                .<Outcome>map(site -> new Outcome.Known(
                        new Caller(token.member(), site, BY_PAGE_OR_SITE, Optional.empty(), Optional.empty())))
                .orElseGet(() -> new Outcome.Refused(rejected(Reason.WRONG_CLIENT)));
    }

    /** RFC 6750, 3.1, and API Gateway's JWT authorizers: a good token for something else is 403, any other fault 401. */
    private Problem rejected(Reason reason) {
        if (reason != Reason.WRONG_SCOPE)
            return tokenWanted("Bearer error=\"invalid_token\"").because(reason);
        var challenge = "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"";
        return Problem.notByThisWay().with(Problem.challenge(challenge)).because(reason);
    }

    private static boolean hasTokenInQuery(Request request) {
        return Asked.parameters(request)
                .map(parameters -> parameters.get("access_token").isPresent())
                .orElseGet(() -> request.query().contains("access_token"));
    }

    private static Problem tokenWanted(String challenge) {
        return Problem.of(Code.UNAUTHORIZED, "Sign in again.").with(Problem.challenge(challenge));
    }
}
