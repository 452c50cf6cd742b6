package io.cloakroom.signin;

import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.SetCookie;
import io.cloakroom.http.SetCookie.SameSite;
import io.cloakroom.seal.Base64Text;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries sign-ins under way in the browser, sealed, one cookie each, so that two tabs do not disturb each other.
 *
 * <p>{@code Lax} and not {@code Strict}: the callback ends a chain of redirects that began on another site, and Chromium
 * sends no Strict cookie there.
 */
final class SignInCookies {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final int AT_ONCE_MAX = 4;

    private static final String PREFIX = "__Host-cloakroom-signin-";
    private static final int NAME_CHARACTERS = 12;

    private final GatewayKey key;

    SignInCookies(GatewayKey key) {
        this.key = key;
    }

    Headers.Line carry(SignIn signIn) {
        var sealed = key.seal(Purpose.SIGN_IN_COOKIE, signIn.state(), signIn.toBytes());
        var text = Base64Text.encode(sealed);
        return new SetCookie(name(signIn.state()), text, SameSite.LAX, Optional.of(LIFE)).line();
    }

    /** Lets go of the oldest where a browser carries as many as it may, or a hostile page could fill its cookie jar. */
    List<Headers.Line> makeRoom(RawCookies cookies) {
        var names = cookies.namesFrom(PREFIX);
        return names.stream()
                .limit(Math.max(0, names.size() - AT_ONCE_MAX + 1))
                .map(name -> SetCookie.ended(name, SameSite.LAX).line())
                .toList();
    }

    Headers.Line drop(String state) {
        return SetCookie.ended(name(state), SameSite.LAX).line();
    }

    /** @return empty if this browser began no such sign-in, or too long ago */
    Optional<SignIn> find(RawCookies cookies, String state, Instant now) {
        if (!(cookies.find(name(state)) instanceof RawCookies.Cookie.Present cookie)) return Optional.empty();
        return Base64Text.decode(cookie.value())
                .flatMap(bytes -> key.open(Purpose.SIGN_IN_COOKIE, state, bytes))
                .map(SignIn::fromBytes)
                .filter(signIn -> now.isBefore(signIn.startedAt().plus(LIFE)));
    }

    private static String name(String state) {
        return PREFIX + state.substring(0, NAME_CHARACTERS);
    }
}
