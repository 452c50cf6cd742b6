package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address that the gateway answers. In a pattern, a segment in braces takes any text of a segment's characters. */
sealed interface Route {
    String method();

    String pattern();

    /** Answered at a desk: sign-in, sites, pages. No member's record is behind it. */
    record Desk(String method, String pattern, Work work) implements Route {}

    /** Members' records: the way through the five rooms. The first value is the collection, the second a record's id. */
    record Records(String method, String pattern, Door door) implements Route {}

    /** What a desk does; {@code values} are the texts that stood for the braces, in their order. */
    @FunctionalInterface
    interface Work {
        Response answer(Request request, List<String> values);
    }

    Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    /** @return the texts that stand for the braces; empty if the path is not of this route's pattern */
    default Optional<List<String>> match(String path) {
        var expected = pattern().split("/", -1);
        var actual = path.split("/", expected.length + 1);
        if (actual.length != expected.length) return Optional.empty();
        var values = new ArrayList<String>();
        for (var i = 0; i < expected.length; i++) {
            if (!expected[i].startsWith("{")) {
                if (!expected[i].equals(actual[i])) return Optional.empty();
            } else if (SEGMENT.matcher(actual[i]).matches()) {
                values.add(actual[i]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(values));
    }
}
