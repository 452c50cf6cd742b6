package io.cloakroom.signin;

import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.SetCookie;
import io.cloakroom.http.SetCookie.SameSite;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.seal.Base64Text;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers, over the pool's sign-out, where to bring the browser back: the pool takes one registered address and carries
 * nothing along.
 */
public final class SignOutCookie {
    private static final String NAME = "__Host-cloakroom-signout";
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final GatewayKey key;

    public SignOutCookie(GatewayKey key) {
        this.key = key;
    }

    /** A place on a site. */
    public record Target(String site, ReturnPath returnPath) {}

    public Headers.Line set(Target target) {
        var json = Json.write(Json.members(
                "site", target.site(), "return", target.returnPath().value()));
        var text = Base64Text.encode(key.seal(Purpose.SIGN_OUT_COOKIE, NAME, json));
        return new SetCookie(NAME, text, SameSite.LAX, Optional.of(LIFE)).line();
    }

    public Headers.Line drop() {
        return SetCookie.ended(NAME, SameSite.LAX).line();
    }

    public Optional<Target> find(RawCookies cookies) {
        if (!(cookies.find(NAME) instanceof RawCookies.Cookie.Present cookie)) return Optional.empty();
        return Base64Text.decode(cookie.value())
                .flatMap(bytes -> key.open(Purpose.SIGN_OUT_COOKIE, NAME, bytes))
                .map(Json::read)
                .flatMap(reading -> reading instanceof Json.Reading.Read(var json) ? target(json) : Optional.empty());
    }

    private static Optional<Target> target(JsonObject json) {
        var site = json.text("site");
        var path = json.text("return").map(ReturnPath::new);
        return site.isPresent() && path.isPresent()
                ? Optional.of(new Target(site.get(), path.get()))
                : Optional.empty();
    }
}
