package io.cloakroom.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.cloakroom.entry.HttpEntry;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import io.cloakroom.local.demo.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The defences that a browser keeps for us, tried one by one, whether or not anything would be lost without one of them. */
final class Fences {
    private static final String PART = "What holds a browser off";
    private static final String PROFILE = "/my-medical-profile/";

    private final LocalSystem system;
    private final Chromium chromium;

    Fences(LocalSystem system, Chromium chromium) {
        this.system = system;
        this.chromium = chromium;
    }

    /** The defences one by one, whether or not anything would be lost without one of them. */
    List<Attempt> check(Visitor member) {
        var page = member.open(PROFILE).page();
        member.card().locator("dl").first().waitFor();
        var gateway = system.membersUrl();
        var attempts = new ArrayList<Attempt>();
        attempts.add(
                fence("the member's own page refuses to be framed", isFramed(page, gateway + "/app/me?site=demo")));
        attempts.add(fence(
                "a card refuses to be framed by a stranger",
                isFramedByStranger(gateway + "/card/demo/medical-profile")));
        attempts.add(fence("a request that a sibling makes is not answered", isSiblingAnswered(member)));
        attempts.add(fence("no page of another origin may read an answer", isReadable(page, gateway)));
        attempts.add(fence("who opens the member's own page loses hold of it", holdsOn(page, gateway)));
        attempts.add(fence("the gateway's files load in no other page", isLoaded(page, member)));
        attempts.add(fence("a card keeps to a process of its own origin", !isClustered(member)));
        attempts.add(fence("the session's cookie is Strict, HttpOnly, Secure and of one host", !isCookieHard(member)));
        attempts.add(fence("the card's document is the same for everybody", isShellPersonal(member)));
        return attempts;
    }

    private static Attempt fence(String what, boolean isDown) {
        var stolen = isDown ? Set.of("the defence itself: it is down") : Set.<String>of();
        return new Attempt(PART, what, isDown ? "no" : "yes", stolen);
    }

    /** The browser's own error page is loaded too; that nothing comes at all is no answer. */
    private static boolean isFramed(Page page, String address) {
        page.evaluate(
                "address => new Promise((done, never) => { const f = document.createElement('iframe'); f.onload = done;"
                        + " f.src = address; document.body.append(f); setTimeout(() => never('no frame came'), 20000); })",
                address);
        return holds(page, address);
    }

    /** A frame whose document was refused has the address of an error page of the browser's own. */
    private static boolean holds(Page page, String address) {
        return page.frames().stream().map(Frame::url).anyMatch(address::equals);
    }

    /** A website of somebody else, on this machine because there is no other. */
    private boolean isFramedByStranger(String card) {
        var html = "<iframe src=\"" + card + "\"></iframe>";
        var listen = ListenConfig.loopback(0);
        try (var website =
                        HttpEntry.start(listen, _ -> Response.of(200).with("text/html", Body.of(html)), Response::of);
                var profile = chromium.newProfile(new NewContextOptions())) {
            var page = profile.newPage();
            page.navigate("http://evil.localhost:" + website.port() + "/");
            return holds(page, card);
        }
    }

    /** As the browser would send it for a page of the site: with her cookie, and without what only our own page can add. */
    private boolean isSiblingAnswered(Visitor member) {
        var request = HttpRequest.newBuilder(URI.create(system.membersUrl() + "/app/me/collections/contact-details"))
                .header("Cookie", "__Host-cloakroom-demo=" + member.sessionId())
                .header("Origin", system.siteUrl())
                .header("Sec-Fetch-Site", "same-site")
                .header("Sec-Fetch-Mode", "no-cors")
                .header("Sec-Fetch-Dest", "empty")
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean isReadable(Page page, String gateway) {
        return (boolean) page.evaluate(
                "address => fetch(address, {credentials: 'include'}).then(() => true, () => false)",
                gateway + "/app/me/collections/contact-details");
    }

    /** Her page cuts the hold when its answer comes, and not before. */
    private static boolean holdsOn(Page page, String gateway) {
        return (boolean) page.evaluate(
                "async address => { const w = window.open(address, 'held'); const until = Date.now() + 10000;"
                        + " while (w && !w.closed && Date.now() < until) await new Promise(done => setTimeout(done, 50));"
                        + " const holds = !!w && !w.closed; w?.close(); return holds; }",
                gateway + "/app/me?site=demo");
    }

    private static boolean isLoaded(Page page, Visitor member) {
        var style = member.card().locator("link[rel=stylesheet]").getAttribute("href");
        var address = page.frames().stream()
                .map(Frame::url)
                .filter(url -> url.contains("/card/"))
                .findFirst()
                .orElseThrow();
        var origin = address.substring(0, address.indexOf("/card/"));
        return (boolean) page.evaluate(
                "address => new Promise(done => { const l = document.createElement('link'); l.rel = 'stylesheet';"
                        + " l.onload = () => done(true); l.onerror = () => done(false); l.href = address; document.head.append(l); })",
                origin + style);
    }

    private static boolean isClustered(Visitor member) {
        return (boolean) member.card().locator("body").evaluate("() => window.originAgentCluster");
    }

    private static boolean isCookieHard(Visitor member) {
        return member.profile().cookies().stream()
                .filter(cookie -> cookie.name.equals("__Host-cloakroom-demo"))
                .allMatch(cookie -> cookie.httpOnly
                        && cookie.secure
                        && "STRICT".equals(String.valueOf(cookie.sameSite))
                        && !cookie.domain.startsWith("."));
    }

    private boolean isShellPersonal(Visitor member) {
        var card = system.membersUrl() + "/card/demo/medical-profile";
        try (var profile = chromium.newProfile(new NewContextOptions())) {
            var stranger = profile.newPage();
            stranger.route("**/*.js", Route::abort);
            var anonymous = stranger.navigate(card).text();
            var tab = member.profile().newPage();
            var hers = tab.navigate(card).text();
            tab.close();
            return !anonymous.equals(hers);
        }
    }
}
