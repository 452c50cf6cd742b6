package io.cloakroom.gateway;

import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.session.Admission.Answer;
import io.cloakroom.session.ProofCookie;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.signin.ReturnPath;
import io.cloakroom.signin.SignIns.Arrival;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the staff sign in and out. The pool is told to ask anew each time, and to say by how many factors it was sure. */
final class StaffSignInDesk {
    static final String HOME = "/console";

    private final StaffServices services;
    private final StaffAccount account;
    private final ProofCookie proofs;
    private final Pages pages;
    private final Problems problems;

    StaffSignInDesk(StaffServices services, StaffAccount account, GatewayKey key, Pages pages, Problems problems) {
        this.services = services;
        this.account = account;
        this.proofs = new ProofCookie(key);
        this.pages = pages;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/session/sign-in", (request, _) -> begin(request)),
                new Route.Desk("GET", "/session/callback", (request, _) -> finish(request)),
                new Route.Desk("GET", "/session/prove", (request, _) -> prove(request)),
                new Route.Desk("POST", "/session/sign-out", (request, _) -> signOut(request)),
                new Route.Desk("GET", "/session/signed-out", (_, _) -> signedOut()));
    }

    private Response begin(Request request) {
        if (!OwnPage.isOpenedInAWindow(request)) return problems.answer(request, OwnPage.refusal());
        var cookies = RawCookies.of(request.headers());
        var host = services.host();
        var earlier = services.sessions().named(cookies, host.id());
        var departure = services.signIns().beginAnew(host, new ReturnPath(HOME), earlier, cookies);
        return Answers.goTo(departure.location()).headers(departure.lines());
    }

    private Response finish(Request request) {
        var parameters = Asked.parameters(request);
        var state = parameters.flatMap(p -> p.get("state")).orElse("");
        var code = parameters.flatMap(p -> p.get("code"));
        return switch (services.signIns().finish(state, code, RawCookies.of(request.headers()))) {
            case Arrival.SignedIn arrived -> arrived(request, arrived);
            case Arrival.ProvedAgain proved -> proved(request, proved);
            case Arrival.OnceMore again ->
                Answers.goTo(again.departure().location())
                        .headers(again.departure().lines());
            case Arrival.Failed failed -> failed().headers(List.of(failed.cookie()));
            case Arrival.Unknown _ -> failed();
        };
    }

    private Response arrived(Request request, Arrival.SignedIn arrived) {
        var deed = Deed.of(request, arrived.access().member(), Act.SIGN_IN);
        return switch (services.admission().of(arrived.access())) {
            case Answer.Admitted(var groups) -> admitted(deed, arrived, groups);
            case Answer.Stranger _ -> turnedAway(deed, arrived, stranger());
            case Answer.OneFactor _ -> turnedAway(deed, arrived, oneFactor());
        };
    }

    /** Accounted for first: nobody is in who does not stand in the ledger. */
    private Response admitted(Deed deed, Arrival.SignedIn arrived, Set<String> groups) {
        try {
            account.write(deed);
            var begun = services.sessions().begin(arrived, groups);
            return Hardening.page(pages.onward(arrived.returnPath().value()))
                    .headers(List.of(begun.cookie(), arrived.cookie()));
        } catch (UpstreamException failure) {
            services.signIns().discard(arrived);
            throw failure;
        }
    }

    /** Neither waits for the other: a pool that is down hides no refusal, and a ledger that is down keeps no token alive. */
    private Response turnedAway(Deed deed, Arrival.SignedIn arrived, Problem problem) {
        try {
            return account.refuse(deed, problem).headers(List.of(arrived.cookie()));
        } finally {
            services.signIns().discard(arrived);
        }
    }

    private Problem stranger() {
        return Problem.of(Code.FORBIDDEN, "This account does not belong to the staff.")
                .because(Cause.NOT_STAFF)
                .leadingTo(services.otherAccount());
    }

    private Problem oneFactor() {
        var text =
                "The console opens only with a second factor, and the user pool does not say that you have shown one. "
                        + "Set up an authenticator app for your account, then sign in again.";
        return Problem.of(Code.FORBIDDEN, text).because(Cause.NO_SECOND_FACTOR).leadingTo(services.otherAccount());
    }

    /** From a page of the console, before secret fields are shown whole. */
    private Response prove(Request request) {
        var path = Asked.parameter(request, "return")
                .filter(ReturnPath::isReturnPath)
                .filter(text -> text.startsWith(HOME + "/"));
        var isOurLink = OwnPage.isOpenedInAWindow(request) && OwnPage.isFromOurs(request);
        if (path.isEmpty() || !isOurLink) return problems.answer(request, OwnPage.refusal());
        var cookies = RawCookies.of(request.headers());
        return switch (services.sessions().find(cookies, services.host())) {
            case Lookup.None _ -> problems.answer(request, Problem.signIn().leadingTo(StaffDoor.SIGN_IN));
            case Lookup.Over over ->
                problems.answer(request, Problem.signInAgain(over).leadingTo(StaffDoor.SIGN_IN));
            case Lookup.Live live -> {
                var session = live.session().ref();
                var departure = services.signIns().prove(services.host(), session, new ReturnPath(path.get()), cookies);
                yield Answers.goTo(departure.location()).headers(departure.lines());
            }
        };
    }

    private Response proved(Request request, Arrival.ProvedAgain proved) {
        var session = services.sessions().of(services.host(), proved.session());
        if (session.isEmpty()) return failed().headers(List.of(proved.cookie()));
        var deed = Deed.of(request, proved.access().member(), Act.SIGN_IN);
        var problem =
                faultOf(proved, session.get().member().equals(proved.access().member()));
        if (problem.isPresent()) {
            var back = new Link("Go back", proved.returnPath().value());
            return account.refuse(deed, problem.get().leadingTo(back)).headers(List.of(proved.cookie()));
        }
        account.write(deed);
        return Hardening.page(pages.onward(proved.returnPath().value()))
                .headers(List.of(proofs.set(proved.session(), proved.access().authenticatedAt()), proved.cookie()));
    }

    private Optional<Problem> faultOf(Arrival.ProvedAgain proved, boolean isSheHerself) {
        var text = "The account that you just used is another one than you are signed in with. Nothing was shown.";
        if (!isSheHerself) return Optional.of(Problem.of(Code.FORBIDDEN, text).because(Cause.SOMEBODY_ELSE));
        return switch (services.admission().of(proved.access())) {
            case Answer.Admitted _ -> Optional.empty();
            case Answer.Stranger _ -> Optional.of(stranger());
            case Answer.OneFactor _ -> Optional.of(oneFactor());
        };
    }

    private Response failed() {
        var text = "The sign-in was stopped, took longer than ten minutes, or its link was used before.";
        return Hardening.page(pages.message(400, "You are not signed in", text, Optional.of(StaffDoor.SIGN_IN)));
    }

    /** Answers with a page that goes on to the pool: a form of ours may not be redirected to another origin. */
    private Response signOut(Request request) {
        var isOurForm = OwnPage.isOpenedInAWindow(request) && OwnPage.isFromOurs(request);
        if (!isOurForm) return problems.answer(request, OwnPage.refusal());
        var host = services.host();
        services.sessions()
                .named(RawCookies.of(request.headers()), host.id())
                .ifPresent(ref -> services.sessions().end(host, ref));
        var link = new Link("Go on", services.signIns().logoutAddress(host));
        return Hardening.page(pages.onward("Signed out", "You are signed out", "Signing out at the user pool…", link))
                .headers(List.of(Sessions.letGo(host.id())));
    }

    private Response signedOut() {
        var text = "Nobody is signed in to the console in this browser.";
        return Hardening.page(pages.message(200, "You are signed out", text, Optional.of(StaffDoor.SIGN_IN)));
    }
}
