package io.cloakroom.gateway;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a request brings along. A query that cannot be read asks for nothing. */
final class Asked {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private Asked() {}

    static Optional<String> parameter(Request request, String name) {
        return parameters(request).flatMap(parameters -> parameters.get(name));
    }

    /** Whether the body says that it is what a form sends. */
    static boolean isForm(Request request) {
        return isOfType(request, FORM);
    }

    /** What to answer where it is not. */
    static Problem notAForm() {
        return wrongType(FORM);
    }

    /** Whether the body says that it is JSON. */
    static boolean isJson(Request request) {
        return isOfType(request, JSON);
    }

    /** What to answer where it is not. */
    static Problem notJson() {
        return wrongType(JSON);
    }

    /** What to answer where it says what it should, and is something else. */
    static Problem badBody() {
        return Problem.of(Code.BAD_REQUEST, "The body is not what this address takes.")
                .because(Cause.BAD_BODY);
    }

    /** Whether the body says that it is of this media type; its parameters, such as a charset, do not matter. */
    private static boolean isOfType(Request request, String mediaType) {
        return request.headers()
                .only("Content-Type")
                .map(type -> type.split(";", 2)[0].strip())
                .filter(mediaType::equalsIgnoreCase)
                .isPresent();
    }

    private static Problem wrongType(String mediaType) {
        return Problem.of(Code.WRONG_TYPE, "This address takes " + mediaType + ".")
                .because(Cause.WRONG_TYPE);
    }

    /** The fields of a form. */
    static Optional<Parameters> form(Request request) {
        return read(new String(request.body().bytes(), StandardCharsets.UTF_8));
    }

    static Optional<Parameters> parameters(Request request) {
        return read(request.query());
    }

    private static Optional<Parameters> read(String raw) {
        return switch (Parameters.read(raw)) {
            case Parameters.Reading.Read(var parameters) -> Optional.of(parameters);
            case Parameters.Reading.Unreadable _ -> Optional.empty();
        };
    }
}
