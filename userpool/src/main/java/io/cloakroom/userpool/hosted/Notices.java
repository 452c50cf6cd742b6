package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import java.util.Optional;

/** What went well on the page before. It travels as one of our own words: nobody can put others onto a page of ours. */
final class Notices {
    /** Behind a query. */
    static final String CONFIRMED = "&notice=confirmed";

    /** Behind a query. */
    static final String PASSWORD = "&notice=password";

    private Notices() {}

    static Optional<String> of(Request request) {
        var word = Parameters.read(request.query()) instanceof Parameters.Reading.Read read
                ? read.parameters().get("notice").orElse("")
                : "";
        return switch (word) {
            case "confirmed" -> Optional.of("Your account is confirmed. Sign in with it.");
            case "password" -> Optional.of("Your new password is set. Sign in with it.");
            default -> Optional.empty();
        };
    }
}
