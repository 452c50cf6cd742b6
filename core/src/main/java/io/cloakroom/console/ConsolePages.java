package io.cloakroom.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cloakroom.card.Assets;
import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import java.util.Map;

/** Renders the console's pages. Their headers are the gateway's business. */
public final class ConsolePages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    public ConsolePages(Assets assets) {
        this.assets = assets;
    }

    public Response search(int status, Frame frame, SearchPage page) {
        return page(status, "console/search.jte", frame, page);
    }

    public Response member(Frame frame, MemberPage page) {
        return page(200, "console/member.jte", frame, page);
    }

    public Response records(Frame frame, RecordsView page) {
        return page(200, "console/records.jte", frame, page);
    }

    public Response edit(int status, Frame frame, EditView page) {
        return page(status, "console/edit.jte", frame, page);
    }

    public Response ledger(Frame frame, LedgerView page) {
        return page(200, "console/ledger.jte", frame, page);
    }

    private Response page(int status, String template, Frame frame, Object page) {
        var output = new StringOutput();
        var parameters = Map.of(
                "css", assets.path("page.css"), "js", assets.path("deliberate.js"), "frame", frame, "page", page);
        templates.render(template, parameters, output);
        return Response.of(status).with("text/html; charset=utf-8", Body.of(output.toString()));
    }
}
