package io.cloakroom.http;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.util.ArrayList;
import java.util.List;

/** One answer, whole. Header values are printable ASCII, so that no value can begin a line of its own. */
public record Response(int status, Headers headers, Body body) {
    public Response {
        require(isWithin(100, status, 599), "status", "100 to 599");
        for (var line : headers.lines()) {
            require(isPrintable(line.value()), line.name(), "printable ASCII");
        }
    }

    public static Response of(int status) {
        return new Response(status, Headers.NONE, Body.EMPTY);
    }

    /** @param contentType with its charset, if it has one */
    public Response with(String contentType, Body content) {
        return new Response(status, headers, content).header("Content-Type", contentType);
    }

    /** Adds a line; an earlier one of the same name stays. */
    public Response header(String name, String value) {
        var lines = new ArrayList<>(headers.lines());
        lines.add(new Headers.Line(name, value));
        return new Response(status, new Headers(lines), body);
    }

    public Response headers(List<Headers.Line> more) {
        var lines = new ArrayList<>(headers.lines());
        lines.addAll(more);
        return new Response(status, new Headers(lines), body);
    }

    private static boolean isPrintable(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 127) return false;
        }
        return true;
    }
}
