package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collections;
import io.cloakroom.session.Sessions.Lookup;
import java.util.List;
import java.util.function.Predicate;

/** Room 1 on the staff's host: who asks? A cookie of the console and nothing else; no token opens anything here. */
final class StaffDoor {
    static final String PURPOSE_HEADER = "Cloakroom-Purpose";
    static final Link SIGN_IN = new Link("Sign in", "/session/sign-in");

    private final StaffServices services;
    private final Collections collections;
    private final Limit limit;
    private final Problems problems;

    StaffDoor(StaffServices services, Collections collections, Limit limit, Problems problems) {
        this.services = services;
        this.collections = collections;
        this.limit = limit;
        this.problems = problems;
    }

    /** What she comes for. */
    @FunctionalInterface
    interface Work {
        Response answer(Request request, StaffCaller caller, List<String> values);
    }

    private sealed interface Outcome {
        record Known(StaffCaller caller) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * Somebody at a page, in a window. She came from a page of the console's own or by herself: a link on another website,
     * which could make her look at somebody without meaning to, leads nowhere.
     */
    Route.Work byWindow(Work work) {
        return bySession(StaffDoor::isByWindow, work);
    }

    private static boolean isByWindow(Request request) {
        var isByHerself = !request.method().equals("POST") && OwnPage.isByHerself(request);
        return OwnPage.isOpenedInAWindow(request) && (OwnPage.isFromOurs(request) || isByHerself);
    }

    /** Script of a page of the console's own. */
    Route.Work byScript(Work work) {
        return bySession(
                request ->
                        OwnPage.isSameOriginFetch(request) && request.headers().has(PURPOSE_HEADER),
                work);
    }

    private Route.Work bySession(Predicate<Request> isOurs, Work work) {
        return (request, values) -> {
            var outcome = isOurs.test(request) ? find(request) : new Outcome.Refused(OwnPage.refusal());
            return switch (outcome) {
                case Outcome.Refused(var problem) -> problems.answer(request, problem);
                case Outcome.Known(var caller) -> work.answer(request, caller, values);
            };
        };
    }

    private Outcome find(Request request) {
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
