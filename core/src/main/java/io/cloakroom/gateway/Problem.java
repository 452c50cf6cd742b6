package io.cloakroom.gateway;

import io.cloakroom.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, before it becomes HTTP.
 *
 * @param detail one sentence for a person; holds nothing of the request
 * @param lines headers that the answer carries
 * @param memberName whom it is told to, if she is known; never printed
 */
record Problem(Code code, String detail, List<Headers.Line> lines, Optional<String> memberName) {
    Problem {
        lines = List.copyOf(lines);
    }

    static Problem of(Code code, String detail) {
        return new Problem(code, detail, List.of(), Optional.empty());
    }

    static Problem notFound() {
        return of(Code.NOT_FOUND, "There is nothing here.");
    }

    Problem with(Headers.Line line) {
        var more = new ArrayList<>(lines);
        more.add(line);
        return new Problem(code, detail, more, memberName);
    }

    Problem to(Caller caller) {
        return new Problem(code, detail, lines, caller.displayName());
    }

    @Override
    public String toString() {
        return "Problem[" + code + "]";
    }
}
