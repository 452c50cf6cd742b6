package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Standing;
import java.util.List;

/** The door through which a member comes to a desk: signed in, in a window of our own, and not too often. */
final class WindowDoor {
    private final Authentication authentication;
    private final Limit perMember;
    private final Erasures erasures;
    private final Problems problems;

    WindowDoor(Authentication authentication, Limit perMember, Erasures erasures, Problems problems) {
        this.authentication = authentication;
        this.perMember = perMember;
        this.erasures = erasures;
        this.problems = problems;
    }

    /** What she comes for. */
    @FunctionalInterface
    interface Work {
        Response answer(Request request, Caller caller, List<String> values);
    }

    /** To a page of hers, which says how she stands above all else: of whom nothing is kept any more is told so and no more. */
    Route.Work toAPage(Work work) {
        return bySession((request, caller, values) -> switch (erasures.standing(caller.member())) {
            case Standing.Gone gone -> problems.answer(request, Problem.erased(gone));
            case Standing standing ->
                work.answer(request, caller.under(LeavingWords.above(standing, caller.site())), values);
        });
    }

    /** However she stands: for what she may do until the last. */
    Route.Work bySession(Work work) {
        return (request, values) -> switch (authentication.caller(request, Door.WINDOW)) {
            case Authentication.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case Authentication.Outcome.Known(var caller) ->
                perMember
                        .exceededBy(caller.member().value())
                        .map(problem -> problems.answer(request, problem))
                        .orElseGet(() -> work.answer(request, caller, values));
        };
    }
}
