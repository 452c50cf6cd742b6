package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Headers;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.upkeep.Erasures.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, before it becomes HTTP.
 *
 * @param detail one sentence for a person; holds nothing of the request
 * @param lines headers that the answer carries
 * @param memberName whom it is told to, if she is known; never printed
 * @param cause for counters; the caller learns nothing of it
 * @param wayOut what a person can do about it
 */
record Problem(
        Code code,
        String detail,
        List<Headers.Line> lines,
        Optional<String> memberName,
        Optional<Enum<?>> cause,
        Optional<Link> wayOut) {
    Problem {
        lines = List.copyOf(lines);
    }

    static Problem of(Code code, String detail) {
        return new Problem(code, detail, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Problem notFound() {
        return of(Code.NOT_FOUND, "There is nothing here.");
    }

    static Problem notByThisWay() {
        return of(Code.DELIVERY_NOT_ALLOWED, "This data is not given out by this way.");
    }

    /** There is no session. */
    static Problem signIn() {
        return of(Code.UNAUTHORIZED, "Sign in to see this.")
                .with(challenge("Cookie realm=\"members\""))
                .because(Cause.NO_SESSION);
    }

    /** There was a session. */
    static Problem signInAgain(Lookup.Over over) {
        return signIn().with(over.cookie()).because(Cause.SESSION_OVER);
    }

    /** She is signed in, and it is too long ago that she proved herself. */
    static Problem proveAgain() {
        return proveAgain("Sign in again before hidden values are shown.");
    }

    /** @param detail what it is wanted for */
    static Problem proveAgain(String detail) {
        return of(Code.UNAUTHORIZED, detail)
                .with(challenge("Cookie realm=\"members\""))
                .because(Cause.NOT_FRESH);
    }

    static Problem erased(Standing.Gone gone) {
        return of(Code.ERASED, LeavingWords.gone(gone));
    }

    /** What a 401 says about how to do better (RFC 9110, 11.6.1; RFC 6750, 3). */
    static Headers.Line challenge(String value) {
        return new Headers.Line("WWW-Authenticate", value);
    }

    Problem with(Headers.Line line) {
        var more = new ArrayList<>(lines);
        more.add(line);
        return new Problem(code, detail, more, memberName, cause, wayOut);
    }

    Problem because(Enum<?> why) {
        return new Problem(code, detail, lines, memberName, Optional.of(why), wayOut);
    }

    Problem leadingTo(Link link) {
        return new Problem(code, detail, lines, memberName, cause, Optional.of(link));
    }

    Problem to(Caller caller) {
        return new Problem(code, detail, lines, caller.displayName(), cause, wayOut);
    }

    @Override
    public String toString() {
        return "Problem[" + code + "]";
    }
}
