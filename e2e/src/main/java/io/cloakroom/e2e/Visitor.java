package io.cloakroom.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import io.cloakroom.local.demo.LocalSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A person with a browser of her own. Does what a person does: goes to pages, clicks, types. */
public final class Visitor implements AutoCloseable {
    private final LocalSystem system;
    private final BrowserContext profile;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    public Visitor(Chromium chromium, LocalSystem system) {
        this(chromium, system, new NewContextOptions());
    }

    public Visitor(Chromium chromium, LocalSystem system, NewContextOptions options) {
        this.system = system;
        this.profile = chromium.newProfile(options);
        this.page = profile.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) complaints.add(message.text() + " " + message.location());
        });
        page.onPageError(complaints::add);
    }

    public Page page() {
        return page;
    }

    public BrowserContext profile() {
        return profile;
    }

    /** What the browser's console complained about, refused requests left out: those are told by their pages. */
    public List<String> complaints() {
        Predicate<String> isRefusal = text -> text.contains("the server responded with a status of");
        return complaints.stream().filter(isRefusal.negate()).toList();
    }

    /** Goes to a page of the site. */
    public Visitor open(String path) {
        page.navigate(system.siteUrl() + path);
        return this;
    }

    /** Goes to a page of the site that will send her on, maybe before all of it is there: does not wait for its end. */
    Visitor passThrough(String path) {
        page.navigate(system.siteUrl() + path, new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return this;
    }

    /** The card on the page. */
    public FrameLocator card() {
        return page.frameLocator("cloakroom-card iframe");
    }

    /** Clicks the card's button and signs in on the pool's page. */
    public Visitor signInByCard(String name) {
        card().getByRole(AriaRole.LINK, named("Sign in to Alder House")).click();
        return typePassword(name);
    }

    /** On the pool's page. */
    public Visitor typePassword(String name) {
        page.waitForURL(url -> url.startsWith(system.poolUrl()));
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(system.passphrase().reveal());
        page.locator("button[type=submit]").click();
        page.waitForURL(url -> url.startsWith(system.siteUrl()));
        return this;
    }

    /** Signs in, and never arrives: her ticket is taken from the address that she is sent to. */
    String ticketOf(String name, String path) {
        var ticket = Pattern.compile("cloakroom_ticket=([A-Za-z0-9_-]{43})");
        page.route(ticket, Route::abort);
        open(path)
                .card()
                .getByRole(AriaRole.LINK, named("Sign in to Alder House"))
                .click();
        page.waitForURL(url -> url.startsWith(system.poolUrl()));
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(system.passphrase().reveal());
        var request = page.waitForRequest(ticket, page.locator("button[type=submit]")::click);
        var found = ticket.matcher(request.url());
        if (!found.find()) throw new IllegalStateException("no ticket came");
        return found.group(1);
    }

    /** What her browser shows to the site when it brings a ticket. */
    String bindSecret() {
        return cookie("cloakroom_bind");
    }

    /** On the way in: types the password where the pool wants it again, and is let through where it remembers. */
    public Visitor typePasswordIfAsked(String name) {
        // She comes from the site's login page: that she is still there does not mean that she is back.
        Predicate<String> isBack = url -> url.startsWith(system.siteUrl()) && !url.contains("/login/");
        page.waitForURL(isBack.or(url -> url.startsWith(system.poolUrl() + "/login")));
        return page.url().startsWith(system.poolUrl()) ? typePassword(name) : this;
    }

    /** Signs in on a page with a card, and comes back to it. */
    public Visitor signIn(String name, String path) {
        return open(path).signInByCard(name);
    }

    /** Whether the browser has a WordPress session; says nothing of what it is worth. */
    public boolean hasSiteSession() {
        return profile.cookies().stream().anyMatch(cookie -> cookie.name.startsWith("wordpress_logged_in_"));
    }

    /** The secret that her browser keeps for the gateway. */
    String sessionId() {
        return cookie("__Host-cloakroom-demo");
    }

    private String cookie(String name) {
        return profile.cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElseThrow();
    }

    public boolean hasGatewaySession() {
        return profile.cookies().stream().anyMatch(cookie -> cookie.name.equals("__Host-cloakroom-demo"));
    }

    private static FrameLocator.GetByRoleOptions named(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }

    /** Everything that the card says. */
    public Locator cardText() {
        return card().locator("body");
    }

    @Override
    public void close() {
        profile.close();
    }
}
