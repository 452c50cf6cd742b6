package io.cloakroom.local.standin;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cloakroom.http.Body;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Response;
import io.cloakroom.local.standin.SitePage.Embed;
import java.util.List;
import java.util.Optional;

/** Renders the site's pages. */
final class SitePages {
    private static final String GENERATED = "io.cloakroom.local.standin.generated";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, SitePages.class.getClassLoader(), GENERATED);
    private final StandInConfig config;
    private final SiteFiles files;

    SitePages(StandInConfig config, SiteFiles files) {
        this.config = config;
        this.files = files;
    }

    Optional<Response> file(String path) {
        return files.find(path);
    }

    Response show(SitePage page, Target here, Optional<Login> login, Parameters parameters) {
        var frame = frame(page.title(), here, login, modules(page, login));
        return switch (page.embed()) {
            case Embed.Card card -> page(200, "card.jte", new CardView(frame, page, card));
            case Embed.Direct direct -> page(200, "direct.jte", new DirectView(frame, page, direct));
            case Embed.Nothing _ when page == SitePage.LOGIN -> page(200, "login.jte", login(frame, parameters));
            case Embed.Nothing _ -> page(200, "home.jte", frame);
        };
    }

    private static LoginView login(PageFrame frame, Parameters parameters) {
        var next = Target.of(parameters.get("redirect_to").orElse("/"));
        return new LoginView(frame, Message.sentence(parameters.get("message").orElse("")), signIn(next));
    }

    /** For a link that is too old, or that somebody else made. */
    Response oldLink(Target target) {
        return said(403, "Link no longer valid", "This link is no longer valid, and nothing was changed.", target);
    }

    /** What could not be answered, by its status. */
    Response fault(int status) {
        var title = status == 404 ? "Nothing here" : "This did not work";
        var text = status == 404
                ? "This website has no such page."
                : "The website could not answer (status " + status + ").";
        return said(status, title, text, Target.of("/"));
    }

    private Response said(int status, String title, String text, Target next) {
        var frame = frame(title, next, Optional.empty(), List.of());
        return page(status, "said.jte", new SaidView(frame, text, next.path()));
    }

    private PageFrame frame(String title, Target here, Optional<Login> login, List<String> modules) {
        return new PageFrame(
                config, title, here, login, modules.stream().map(files::module).toList());
    }

    /** Where somebody is signed in a token may lie in the tab; where nobody is, none may. */
    private static List<String> modules(SitePage page, Optional<Login> login) {
        return switch (page.embed()) {
            case Embed.Card _ -> List.of("cloakroom-card", watch(login));
            case Embed.Direct _ when login.isPresent() -> List.of("cloakroom-collection", watch(login));
            case Embed.Direct _, Embed.Nothing _ -> List.of(watch(login));
        };
    }

    private static String watch(Optional<Login> login) {
        return login.isPresent() ? "cloakroom-sign-out" : "cloakroom-signed-out";
    }

    static String signIn(Target next) {
        return LoginDesk.PATH + "?action=cloakroom_sign_in&redirect_to=" + LoginDesk.encoded(next.path());
    }

    private Response page(int status, String template, Object view) {
        var output = new StringOutput();
        templates.render(template, view, output);
        var html = Response.of(status).with("text/html; charset=utf-8", Body.of(output.toString()));
        return SiteHeaders.onPage(html, config.gateway());
    }
}
