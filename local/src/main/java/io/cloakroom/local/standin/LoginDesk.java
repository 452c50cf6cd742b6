package io.cloakroom.local.standin;

import io.cloakroom.http.Headers.Line;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.RawCookies.Cookie;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.http.SetCookie.SameSite;
import io.cloakroom.local.standin.TicketOffice.Redemption;
import io.cloakroom.signin.Randoms;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Signs members in and out, as the plugin does. */
final class LoginDesk {
    /** WordPress's address: the gateway's cards know no other. */
    static final String PATH = "/wp-login.php";

    private static final String LOGIN_COOKIE = StandInSite.LOGIN_COOKIE;
    private static final String BIND_COOKIE = "__Host-standin-bind";
    private static final Duration BIND_LIFE = Duration.ofMinutes(10);
    private static final int HINT_CHARACTERS_MAX = 254;

    private final StandInConfig config;
    private final TicketOffice gateway;
    private final Logins logins;
    private final SitePages pages;

    LoginDesk(StandInConfig config, TicketOffice gateway, Logins logins, SitePages pages) {
        this.config = config;
        this.gateway = gateway;
        this.logins = logins;
        this.pages = pages;
    }

    Response answer(Request request, Parameters parameters) {
        var target = Target.of(parameters.get("redirect_to").orElse("/"));
        return switch (parameters.get("action").orElse("login")) {
            case "cloakroom_sign_in" -> begin(request, target, parameters);
            case "cloakroom_expired" -> expire(request, target, parameters);
            case "logout" -> signOut(request, target, parameters);
            default -> toSite(SitePage.LOGIN.path());
        };
    }

    /** Who is signed in. */
    Optional<Login> login(Request request) {
        return cookie(request, LOGIN_COOKIE).flatMap(logins::find);
    }

    /** The secret that is there already is used again, so that two tabs can sign in side by side. */
    private Response begin(Request request, Target target, Parameters parameters) {
        var bind = cookie(request, BIND_COOKIE).filter(Randoms::isOne).orElseGet(Randoms::next);
        var hint = parameters.get("login_hint").filter(LoginDesk::isHint);
        var address = config.gateway() + "/session/sign-in?site=" + config.id().value() + "&return="
                + encoded(target.path()) + "&bind=" + Randoms.sha256(bind)
                + hint.map(text -> "&login_hint=" + encoded(text)).orElse("");
        return redirect(address, List.of(set(BIND_COOKIE, bind, Optional.of(BIND_LIFE))));
    }

    /** Who is signed in already stays so if the ticket is no good: the second of two tabs, or the page loaded again. */
    Response land(Request request, String ticket) {
        var here = Target.here(request);
        var bind = cookie(request, BIND_COOKIE).filter(Randoms::isOne);
        var outcome = bind.isEmpty() || !Randoms.isOne(ticket)
                ? new Redemption.Refused()
                : gateway.redeem(ticket, bind.get());
        return switch (outcome) {
            case Redemption.SignedIn(var login) -> signIn(request, login, here);
            case Redemption.Refused _ -> failed(request, Message.SIGN_IN_FAILED, here);
            case Redemption.Unavailable _ -> failed(request, Message.UNAVAILABLE, here);
        };
    }

    /** A new secret for a new login: one that was there before she signed in may be known to another. */
    private Response signIn(Request request, Login login, Target here) {
        cookie(request, LOGIN_COOKIE).ifPresent(logins::end);
        var secret = logins.begin(login);
        return redirect(config.url() + here.path(), List.of(set(LOGIN_COOKIE, secret, Optional.empty())));
    }

    private Response failed(Request request, Message message, Target here) {
        return toSite(login(request).isPresent() ? here.path() : message.address(here));
    }

    /** The gateway's session is over, and so is this. No sign-in begins by itself: nothing can go round in circles. */
    private Response expire(Request request, Target target, Parameters parameters) {
        var login = login(request);
        if (login.isPresent() && !holdsNonce(login.get(), parameters)) return pages.oldLink(target);
        return left(request, config.url() + Message.SESSION_EXPIRED.address(target));
    }

    private Response signOut(Request request, Target target, Parameters parameters) {
        var login = login(request);
        if (login.isEmpty()) return toSite(Message.SIGNED_OUT.address(target));
        if (!holdsNonce(login.get(), parameters)) return pages.oldLink(target);
        // By the server too: the tab may be closed before the gateway sees it.
        gateway.end(login.get().session());
        var after = encoded(SitePage.LOGIN.path() + "?message=" + Message.SIGNED_OUT.word());
        var address = config.gateway() + "/session/sign-out?site=" + config.id().value() + "&return=" + after;
        return left(request, address);
    }

    private Response left(Request request, String address) {
        cookie(request, LOGIN_COOKIE).ifPresent(logins::end);
        return redirect(
                address, List.of(SetCookie.ended(LOGIN_COOKIE, SameSite.LAX).line()));
    }

    private static boolean holdsNonce(Login login, Parameters parameters) {
        return parameters.get("_wpnonce").filter(login.nonce()::matches).isPresent();
    }

    private Response toSite(String path) {
        return redirect(config.url() + path, List.of());
    }

    private static Response redirect(String address, List<Line> cookies) {
        return SiteHeaders.on(Response.of(303)).header("Location", address).headers(cookies);
    }

    /** Lax: the ticket arrives by a navigation from the gateway, and she shall be signed in where that leads. */
    private static Line set(String name, String value, Optional<Duration> life) {
        return new SetCookie(name, value, SameSite.LAX, life).line();
    }

    private static Optional<String> cookie(Request request, String name) {
        return switch (RawCookies.of(request.headers()).find(name)) {
            case Cookie.Present(var value) -> Optional.of(value);
            case Cookie.Absent _, Cookie.Suspect _ -> Optional.empty();
        };
    }

    private static boolean isHint(String text) {
        return text.length() <= HINT_CHARACTERS_MAX && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
