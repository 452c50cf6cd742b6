package io.cloakroom.card;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import io.cloakroom.record.Collection;
import io.cloakroom.site.Site;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders pages. Their headers are the gateway's business. */
public final class Pages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    public Pages(Assets assets) {
        this.assets = assets;
    }

    /** A link under a message. */
    public record Link(String label, String address) {}

    /**
     * Where a card's buttons lead.
     *
     * @param signIn on the site
     * @param window the same card, in a window of its own
     * @param records the member's own page of these records
     */
    public record CardLinks(String signIn, String window, String records) {}

    /** The data-free shell of a card. */
    public Response card(Site site, Collection collection, Placement placement, CardLinks links) {
        return page(
                200,
                "card.jte",
                Map.of(
                        "css", assets.path("card.css"),
                        "js", assets.path("card.js"),
                        "site", site,
                        "collection", collection,
                        "placement", placement,
                        "links", links));
    }

    /** The end of a sign-in. It answers 200 and goes on by itself: see ARCHITECTURE.md for why it does not redirect. */
    public Response returning(Site site, String address) {
        return onward("Signed in", "You are signed in", "Taking you back to " + site.name() + "…", to(site, address));
    }

    /** The end of a sign-in that goes on with a page of ours: the next step. */
    public Response onward(String address) {
        return onward("Signed in", "You are signed in", "One more step…", new Link("Go on", address));
    }

    /**
     * Asks whether her account at the site shall be connected.
     *
     * @param hidden what the form sends along: names and values
     */
    public Response link(Site site, String name, Map<String, String> hidden, Link signOut) {
        return page(
                200,
                "link.jte",
                Map.of(
                        "css", assets.path("page.css"),
                        "js", assets.path("deliberate.js"),
                        "site", site,
                        "name", name,
                        "hidden", hidden,
                        "signOut", signOut));
    }

    /** She agreed: the site ties the two when it redeems the ticket in the address. */
    public Response connecting(Site site, String address) {
        var text = "Taking you back to " + site.name() + ", which finishes it…";
        return onward("Connecting", "Connecting your account", text, to(site, address));
    }

    private static Link to(Site site, String address) {
        return new Link("Go on to " + site.name(), address);
    }

    /** Goes on by itself; the link is for browsers that are told not to. */
    public Response onward(String title, String heading, String text, Link link) {
        return page(
                200,
                "onward.jte",
                Map.of("css", assets.path("page.css"), "title", title, "heading", heading, "text", text, "link", link));
    }

    /** One thing said, and one thing to do about it. */
    public Response message(int status, String title, String text, Optional<Link> link) {
        return page(
                status,
                "message.jte",
                Map.of("css", assets.path("page.css"), "title", title, "text", text, "link", link));
    }

    /** Asks before signing out, where another site's page brought the member here. */
    public Response signOut(Site site, String returnPath) {
        return page(200, "signOut.jte", Map.of("css", assets.path("page.css"), "site", site, "returnPath", returnPath));
    }

    /** The member's own page. */
    public Response me(MePage page) {
        return page(
                200,
                "me.jte",
                Map.of(
                        "css", assets.path("page.css"),
                        "js", assets.path("deliberate.js"),
                        "left", words(page.left()),
                        "idle", words(page.idle()),
                        "page", page));
    }

    /** Where she takes a copy of all her data. */
    public Response export(ExportPage page) {
        return guarded(200, "export.jte", page);
    }

    /** Where she has all of it erased. */
    public Response erasure(ErasurePage page) {
        return guarded(200, "erasure.jte", page);
    }

    /** A member's own records. */
    public Response records(RecordsPage page) {
        return guarded(200, "records.jte", page);
    }

    /** Who saw her data. */
    public Response ledger(LedgerPage page) {
        return guarded(200, "ledger.jte", page);
    }

    /** The form in which she changes one. */
    public Response edit(int status, EditPage page) {
        return guarded(status, "edit.jte", page);
    }

    /** Asks before a record goes. */
    public Response delete(int status, DeletePage page) {
        return guarded(status, "delete.jte", page);
    }

    /** "11 hours and 58 minutes"; less than a minute counts as one. */
    static String words(Duration duration) {
        var minutes = Math.max(1, duration.toMinutes());
        var parts = Stream.of(counted(minutes / 60, "hour"), counted(minutes % 60, "minute"));
        return parts.flatMap(Optional::stream).collect(Collectors.joining(" and "));
    }

    private static Optional<String> counted(long number, String unit) {
        if (number == 0) return Optional.empty();
        return Optional.of(number + " " + unit + (number == 1 ? "" : "s"));
    }

    /** The frame that hands access tokens to script of the site's own pages. */
    public Response token(Site site, Placement placement) {
        return page(200, "token.jte", Map.of("js", assets.path("token.js"), "site", site, "placement", placement));
    }

    /** With script of ours, which guards its buttons. */
    private Response guarded(int status, String template, Object page) {
        return page(
                status,
                template,
                Map.of("css", assets.path("page.css"), "js", assets.path("deliberate.js"), "page", page));
    }

    private Response page(int status, String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        templates.render(template, parameters, output);
        return Response.of(status).with("text/html; charset=utf-8", Body.of(output.toString()));
    }
}
