package io.cloakroom.http;

import static io.cloakroom.config.Checks.require;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie that only this host can set and read: named {@code __Host-}, {@code Secure}, {@code HttpOnly}, for the whole
 * host and no other.
 *
 * @param life empty: until the browser closes
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2">RFC 6265bis,
 *     4.1.3.2</a>
 */
public record SetCookie(String name, String value, SameSite sameSite, Optional<Duration> life) {
    private static final int CHARACTERS_MAX = 4096;

    public SetCookie {
        require(name.startsWith("__Host-"), "cookie name", "begins with __Host-");
        require(name.length() + value.length() <= CHARACTERS_MAX, "cookie", "at most 4,096 characters");
    }

    /** When another site's navigation or page brings the cookie along. */
    public enum SameSite {
        STRICT("Strict"),
        LAX("Lax");

        private final String word;

        SameSite(String word) {
            this.word = word;
        }
    }

    /** A cookie that takes the place of an earlier one of this name and ends at once. */
    public static SetCookie ended(String name, SameSite sameSite) {
        return new SetCookie(name, "", sameSite, Optional.of(Duration.ZERO));
    }

    /** The header line. */
    public Headers.Line line() {
        var age = life.map(duration -> "; Max-Age=" + duration.toSeconds()).orElse("");
        return new Headers.Line(
                "Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=" + sameSite.word + age);
    }

    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
