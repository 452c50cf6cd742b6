package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Opaque;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Tells our forms from forged ones: each carries a token that is computed from a cookie of its browser, and the browser's
 * own word on where it came from must not say otherwise.
 */
final class FormTokens {
    static final String FIELD = "_csrf";

    private static final String COOKIE = "__Host-userpool-form";

    private final String secret;
    private final String origin;

    /** @param publicUrl the pool's own address */
    FormTokens(Database database, String publicUrl) {
        this.secret = database.answer(tables -> tables.secrets().get("form-token"));
        this.origin = publicUrl;
    }

    /** @param cookie to be set along with the page; empty if the browser has one already */
    record FormToken(String text, Optional<SetCookie> cookie) {
        @Override
        public String toString() {
            return "FormToken[hidden]";
        }
    }

    /** For a page that is about to be shown. */
    FormToken issue(Request request) {
        if (RawCookies.of(request.headers()).find(COOKIE) instanceof RawCookies.Cookie.Present present) {
            return new FormToken(Opaque.keyed(secret, present.value()), Optional.empty());
        }
        var value = Opaque.random();
        var cookie = new SetCookie(COOKIE, value, SetCookie.SameSite.LAX, Optional.empty());
        return new FormToken(Opaque.keyed(secret, value), Optional.of(cookie));
    }

    boolean isOurs(Request request, Parameters form) {
        if (!says(request, "Origin", origin) || !says(request, "Sec-Fetch-Site", "same-origin")) return false;
        return RawCookies.of(request.headers()).find(COOKIE) instanceof RawCookies.Cookie.Present present
                && form.get(FIELD)
                        .filter(token -> isSame(token, Opaque.keyed(secret, present.value())))
                        .isPresent();
    }

    private static boolean says(Request request, String header, String expected) {
        return request.headers().all(header).stream().allMatch(expected::equals);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
