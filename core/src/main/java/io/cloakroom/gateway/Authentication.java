package io.cloakroom.gateway;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.site.Sites;
import io.cloakroom.token.Reason;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.token.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Room 1: who asks? */
final class Authentication {
    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
    /** RFC 6750, 2.1; schemes compare without regard to case (RFC 9110, 11.1). */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) ([^ ]+)");

    private static final Set<Delivery> BY_PAGE_OR_SITE = Set.of(Delivery.DIRECT, Delivery.RELAY);

    private final Sites sites;
    private final Sessions sessions;
    private final TokenVerifier tokens;

    Authentication(Sites sites, Sessions sessions, TokenVerifier tokens) {
        this.sites = sites;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    sealed interface Outcome {
        record Known(Caller caller) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    Outcome caller(Request request, Door door) {
        return switch (door) {
            case CARD -> byCookie(request);
            case BEARER -> byToken(request);
        };
    }

    private Outcome byCookie(Request request) {
        var asked = OwnPage.siteOf(request).flatMap(sites::find);
        if (asked.isEmpty()) return new Outcome.Refused(OwnPage.refusal());
        return switch (sessions.find(RawCookies.of(request.headers()), asked.get())) {
            case Lookup.None _ -> new Outcome.Refused(signInAgain());
            case Lookup.Over over -> new Outcome.Refused(signInAgain().with(over.cookie()));
            case Lookup.Live live -> {
                var name = Optional.of(live.profile().displayName());
                var member = live.session().member();
                yield new Outcome.Known(new Caller(member, asked.get(), Set.of(Delivery.CARD), name));
            }
        };
    }

    private Outcome byToken(Request request) {
        if (hasTokenInQuery(request)) {
            return new Outcome.Refused(Problem.of(Code.BAD_REQUEST, "A token belongs into the Authorization header."));
        }
        var token = request.headers().only("Authorization").map(BEARER::matcher);
        if (token.isEmpty() || !token.get().matches()) return new Outcome.Refused(tokenWanted("Bearer"));
        return switch (tokens.verify(token.get().group(1))) {
            case Verdict.Accepted(var accepted) ->
                sites.withClient(accepted.clientId())
                        .<Outcome>map(site -> new Outcome.Known(
                                new Caller(accepted.member(), site, BY_PAGE_OR_SITE, Optional.empty())))
                        .orElseGet(() -> rejected(request, Reason.WRONG_CLIENT));
            case Verdict.Rejected(var reason) -> rejected(request, reason);
        };
    }

    private static Outcome rejected(Request request, Reason reason) {
        LOG.info("{} token refused: {}", request.id(), reason);
        return new Outcome.Refused(tokenWanted("Bearer error=\"invalid_token\""));
    }

    private static boolean hasTokenInQuery(Request request) {
        return switch (Parameters.read(request.query())) {
            case Parameters.Reading.Read(var parameters) ->
                parameters.get("access_token").isPresent();
            case Parameters.Reading.Unreadable _ -> request.query().contains("access_token");
        };
    }

    private static Problem signInAgain() {
        return Problem.of(Code.UNAUTHORIZED, "Sign in to see this.")
                .with(Problems.challenge("Cookie realm=\"members\""));
    }

    private static Problem tokenWanted(String challenge) {
        return Problem.of(Code.UNAUTHORIZED, "Sign in again.").with(Problems.challenge(challenge));
    }
}
