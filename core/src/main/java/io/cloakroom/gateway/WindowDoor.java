package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.util.List;

/** The door through which a member comes to a desk: signed in, in a window of our own, and not too often. */
final class WindowDoor {
    private final Authentication authentication;
    private final Limit perMember;
    private final Problems problems;

    WindowDoor(Authentication authentication, Limit perMember, Problems problems) {
        this.authentication = authentication;
        this.perMember = perMember;
        this.problems = problems;
    }

    /** What she comes for. */
    @FunctionalInterface
    interface Errand {
        Response run(Request request, Caller caller, List<String> values);
    }

    Route.Work bySession(Errand errand) {
        return (request, values) -> switch (authentication.caller(request, Door.WINDOW)) {
            case Authentication.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case Authentication.Outcome.Known(var caller) ->
                perMember
                        .exceededBy(caller.member().value())
                        .map(problem -> problems.answer(request, problem))
                        .orElseGet(() -> errand.run(request, caller, values));
        };
    }
}
