package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collections;
import io.cloakroom.session.Sessions.Lookup;

/** Room 1 on the staff's host: who asks? A cookie of the console and nothing else; no token opens anything here. */
final class StaffDoor {
    static final String PURPOSE_HEADER = "Cloakroom-Purpose";
    static final Link SIGN_IN = new Link("Sign in", "/session/sign-in");

    private final StaffServices services;
    private final Collections collections;
    private final Limit limit;

    StaffDoor(StaffServices services, Collections collections, Limit limit) {
        this.services = services;
        this.collections = collections;
        this.limit = limit;
    }

    sealed interface Outcome {
        record Known(StaffCaller caller) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * Somebody at a page, in a window. She came from a page of the console's own or by herself: a link on another website,
     * which could make her look at somebody without meaning to, leads nowhere.
     */
    Outcome byWindow(Request request) {
        var isOurs = request.method().equals("POST")
                ? OwnPage.isFromOurs(request)
                : OwnPage.isFromOurs(request) || OwnPage.isByHerself(request);
        if (!OwnPage.isOpenedInAWindow(request) || !isOurs) return new Outcome.Refused(OwnPage.refusal());
        return bySession(request);
    }

    /** Script of a page of the console's own. */
    Outcome byScript(Request request) {
        var isOurs = OwnPage.isSameOriginFetch(request) && request.headers().has(PURPOSE_HEADER);
        return isOurs ? bySession(request) : new Outcome.Refused(OwnPage.refusal());
    }

    private Outcome bySession(Request request) {
        return switch (services.sessions().find(RawCookies.of(request.headers()), services.host())) {
            case Lookup.None _ -> new Outcome.Refused(Problem.signIn().leadingTo(SIGN_IN));
            case Lookup.Over over ->
                new Outcome.Refused(Problem.signInAgain(over).leadingTo(SIGN_IN));
            case Lookup.Live(var session, var profile) ->
                known(new StaffCaller(session.member(), profile.groups(), profile.displayName(), session));
        };
    }

    private Outcome known(StaffCaller caller) {
        var exceeded = limit.exceededBy(caller.member().value());
        if (exceeded.isPresent()) return new Outcome.Refused(exceeded.get());
        var purposes = Policy.purposesOf(caller.groups(), collections.all());
        return purposes.isEmpty() ? new Outcome.Refused(withoutRule()) : new Outcome.Known(caller);
    }

    /** Whoever may do nothing for any member need not find one either. */
    private Problem withoutRule() {
        var text =
                "You are signed in, and no collection has a rule for your groups: there is nothing for you to see or do "
                        + "here. The rules are made by whoever runs this.";
        return Problem.of(Code.FORBIDDEN, text).because(Cause.NO_RULE).leadingTo(services.otherAccount());
    }
}
