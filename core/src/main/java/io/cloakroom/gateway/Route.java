package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.util.List;

/** One address that the gateway answers. In a pattern, a segment in braces takes any text of a segment's characters. */
sealed interface Route {
    String method();

    String pattern();

    /** Answered at a desk: sign-in, sites, pages. No member's record is behind it. */
    record Desk(String method, String pattern, Work work) implements Route {}

    /** Members' records: the way through the five rooms. The first value is the collection, the second a record's id. */
    record Records(String method, String pattern, Door door, Errand errand) implements Route {}

    /** What a desk does; {@code values} are the texts that stood for the braces, in their order. */
    @FunctionalInterface
    interface Work {
        Response answer(Request request, List<String> values);
    }
}
