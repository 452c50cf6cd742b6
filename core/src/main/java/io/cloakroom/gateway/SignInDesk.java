package io.cloakroom.gateway;

import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.memberful.Memberful;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.session.ProofCookie;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.signin.Onward;
import io.cloakroom.signin.Randoms;
import io.cloakroom.signin.ReturnPath;
import io.cloakroom.signin.SignIns;
import io.cloakroom.signin.SignIns.Arrival;
import io.cloakroom.signin.SignOutCookie;
import io.cloakroom.signin.SignOutCookie.Target;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.AppClient;
import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/** Where members sign in and out. */
final class SignInDesk {
    private static final int HINT_CHARACTERS_MAX = 254;
    private final GatewayConfig config;
    private final SignIns signIns;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Memberful memberful;
    private final SignOutCookie signOutCookie;
    private final ProofCookie proofCookie;
    private final Pages pages;
    private final Problems problems;

    SignInDesk(GatewayConfig config, Services services, GatewayKey key, Pages pages, Problems problems) {
        this.config = config;
        this.signIns = services.signIns();
        this.sessions = services.sessions();
        this.tickets = services.tickets();
        this.memberful = services.memberful();
        this.signOutCookie = new SignOutCookie(key);
        this.proofCookie = new ProofCookie(key);
        this.pages = pages;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/session/sign-in", (request, _) -> begin(request)),
                new Route.Desk("GET", "/session/callback", (request, _) -> finish(request)),
                new Route.Desk("GET", "/session/prove", (request, _) -> prove(request)),
                new Route.Desk("GET", "/session/sign-out", (request, _) -> signOutByLink(request)),
                new Route.Desk("POST", "/session/sign-out", (request, _) -> signOutByForm(request)),
                new Route.Desk("GET", "/session/signed-out", (request, _) -> signedOut(request)));
    }

    private Response begin(Request request) {
        var parameters = Asked.parameters(request);
        var target = parameters.flatMap(this::target);
        var bind = parameters.flatMap(p -> p.get("bind")).filter(Randoms::isOne);
        if (target.isEmpty() || bind.isEmpty()) return problems.answer(request, badLink());
        var site = config.sites().find(target.get().site()).orElseThrow();
        var hint = parameters.flatMap(p -> p.get("login_hint")).filter(SignInDesk::isHint);
        var cookies = RawCookies.of(request.headers());
        var earlier = sessions.named(cookies, site.id());
        var departure = signIns.begin(site, target.get().returnPath(), bind.get(), hint, earlier, Onward.SITE, cookies);
        return Answers.goTo(departure.location()).headers(departure.lines());
    }

    private Response finish(Request request) {
        var parameters = Asked.parameters(request);
        var state = parameters.flatMap(p -> p.get("state")).orElse("");
        var code = parameters.flatMap(p -> p.get("code"));
        return switch (signIns.finish(state, code, RawCookies.of(request.headers()))) {
            case Arrival.SignedIn arrived -> arrived(arrived);
            case Arrival.ProvedAgain proved -> proved(proved);
            case Arrival.OnceMore again ->
                Answers.goTo(again.departure().location())
                        .headers(again.departure().lines());
            case Arrival.Failed failed -> failed(failed);
            case Arrival.Unknown _ -> unknown();
        };
    }

    /**
     * Answers 200 with a page that goes on, never a redirect: the browser is still in a chain of redirects that began on
     * the pool's site, in which it sends no Strict cookie to wherever it goes next.
     */
    private Response arrived(Arrival.SignedIn arrived) {
        var site = site(arrived.client());
        memberful.remember(site, arrived.access().member(), arrived.identity().email());
        var begun = sessions.begin(arrived);
        var session = begun.session();
        var page = switch (arrived.onward()) {
            case SITE -> {
                var ticket = tickets.forSignIn(site.id(), session.member(), session.ref(), arrived.bind());
                yield pages.returning(site, arrived.returnPath().withTicket(site.origin(), ticket.text()));
            }
            case LINK, SIGN_UP -> pages.onward(LinkDesk.address(site, arrived.returnPath(), arrived.bind()));
        };
        return Hardening.page(page).headers(List.of(begun.cookie(), arrived.cookie()));
    }

    private Site site(AppClient client) {
        return config.sites().find(client.id()).orElseThrow();
    }

    /** A member who is signed in proves herself again, from a page of ours. */
    private Response prove(Request request) {
        var target = Asked.parameters(request).flatMap(this::target).filter(SignInDesk::isOurs);
        var isOurLink = OwnPage.isOpenedInAWindow(request) && OwnPage.isFromOurs(request);
        if (target.isEmpty() || !isOurLink) return problems.answer(request, OwnPage.refusal());
        var site = config.sites().find(target.get().site()).orElseThrow();
        var cookies = RawCookies.of(request.headers());
        return switch (sessions.find(cookies, site)) {
            case Lookup.None _ -> problems.answer(request, Problem.signIn());
            case Lookup.Over over -> problems.answer(request, Problem.signInAgain(over));
            case Lookup.Live live -> {
                var departure =
                        signIns.prove(site, live.session().ref(), target.get().returnPath(), cookies);
                yield Answers.goTo(departure.location()).headers(departure.lines());
            }
        };
    }

    private static boolean isOurs(Target target) {
        return target.returnPath().value().startsWith("/app/me/");
    }

    private Response proved(Arrival.ProvedAgain proved) {
        var session = sessions.of(proved.client(), proved.session());
        if (session.isEmpty()) return unknown();
        if (!session.get().member().equals(proved.access().member())) return somebodyElse(proved);
        var page = pages.onward(proved.returnPath().value());
        return Hardening.page(page)
                .headers(List.of(
                        proofCookie.set(proved.session(), proved.access().authenticatedAt()), proved.cookie()));
    }

    private Response somebodyElse(Arrival.ProvedAgain proved) {
        var back = new Link("Go back", proved.returnPath().value());
        var text = "The account that you just used is another one than you are signed in with. Nothing was shown.";
        return Hardening.page(pages.message(403, "That was somebody else", text, Optional.of(back)))
                .headers(List.of(proved.cookie()));
    }

    private Response failed(Arrival.Failed failed) {
        var site = site(failed.client());
        var back = new Link(
                "Back to " + site.name(), site.origin() + failed.returnPath().value());
        var text = "The sign-in was stopped, or its link was used before. Go back and try once more.";
        return Hardening.page(pages.message(400, "You are not signed in", text, Optional.of(back)))
                .headers(List.of(failed.cookie()));
    }

    private Response unknown() {
        var text = "A sign-in has ten minutes and works once, in the browser that began it. "
                + "Go back to the page that you came from and sign in from there.";
        return Hardening.page(pages.message(400, "This sign-in is over", text, onlySite()));
    }

    /** Where there is one site, it is the one that she came from. */
    private Optional<Link> onlySite() {
        var sites = config.sites().all();
        if (sites.size() != 1) return Optional.empty();
        return Optional.of(
                new Link("Go to " + sites.getFirst().name(), sites.getFirst().origin() + "/"));
    }

    private Response signOutByLink(Request request) {
        var target = Asked.parameters(request).flatMap(this::target);
        if (target.isEmpty() || !OwnPage.isOpenedInAWindow(request)) return problems.answer(request, badLink());
        if (OwnPage.isFromNearby(request)) return signOut(request, target.get());
        var site = config.sites().find(target.get().site()).orElseThrow();
        var page = pages.signOut(site, target.get().returnPath().value());
        return Hardening.page(page, config.pool().publicUrl(), site);
    }

    private Response signOutByForm(Request request) {
        if (!Asked.isForm(request)) return problems.answer(request, Asked.notAForm());
        var target = Asked.form(request).flatMap(this::target);
        var isOurForm = OwnPage.isOpenedInAWindow(request) && OwnPage.isFromOurs(request);
        if (target.isEmpty() || !isOurForm) return problems.answer(request, OwnPage.refusal());
        return signOut(request, target.get());
    }

    private Response signOut(Request request, Target target) {
        var site = config.sites().find(target.site()).orElseThrow();
        sessions.named(RawCookies.of(request.headers()), site.id()).ifPresent(ref -> sessions.end(site, ref));
        var lines = List.of(Sessions.letGo(site.id()), signOutCookie.set(target));
        return Answers.goTo(signIns.logoutAddress(site)).headers(lines);
    }

    private Response signedOut(Request request) {
        var target = signOutCookie.find(RawCookies.of(request.headers()));
        var site = target.flatMap(found -> config.sites().find(found.site()));
        if (target.isEmpty() || site.isEmpty()) {
            return Hardening.page(pages.message(200, "You are signed out", "You can close this page.", onlySite()));
        }
        return Answers.goTo(site.get().origin() + target.get().returnPath().value())
                .headers(List.of(signOutCookie.drop()));
    }

    private Optional<Target> target(Parameters parameters) {
        var site = parameters.get("site").flatMap(config.sites()::find);
        var path = parameters.get("return").filter(ReturnPath::isReturnPath);
        return site.flatMap(found -> path.map(text -> target(found, text)));
    }

    private static Target target(Site site, String path) {
        return new Target(site.id().value(), new ReturnPath(path));
    }

    private static boolean isHint(String text) {
        return !text.isBlank()
                && text.length() <= HINT_CHARACTERS_MAX
                && text.chars().allMatch(c -> c >= ' ');
    }

    private static Problem badLink() {
        return Problem.of(Code.BAD_REQUEST, "This link is not complete. Go back to the website and try once more.");
    }
}
