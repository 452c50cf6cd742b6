package io.cloakroom.local.standin;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;

/** Where every request comes in. */
final class Reception implements Handler {
    private static final int MISDIRECTED = 421;

    private final StandInConfig config;
    private final SitePages pages;
    private final LoginDesk desk;

    Reception(StandInConfig config, SitePages pages, LoginDesk desk) {
        this.config = config;
        this.pages = pages;
        this.desk = desk;
    }

    @Override
    public Response handle(Request request) {
        // Cookies ignore ports: by the gateway's name, this port would be sent the gateway's session.
        var isMeant =
                request.headers().only("Host").filter(config.host()::equals).isPresent();
        if (!isMeant) return pages.fault(MISDIRECTED);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return pages.fault(405).header("Allow", "GET, HEAD");
        }
        return switch (Parameters.read(request.query())) {
            case Parameters.Reading.Read(var parameters) -> answer(request, parameters);
            case Parameters.Reading.Unreadable _ -> pages.fault(400);
        };
    }

    private Response answer(Request request, Parameters parameters) {
        if (request.path().equals(LoginDesk.PATH)) return desk.answer(request, parameters);
        var page = SitePage.find(request.path());
        if (page.isEmpty()) return pages.file(request.path()).orElseGet(() -> pages.fault(404));
        var ticket = parameters.get(Target.TICKET).filter(_ -> request.method().equals("GET"));
        if (ticket.isPresent()) return desk.land(request, ticket.get());
        return pages.show(page.get(), Target.here(request), desk.login(request), parameters);
    }
}
