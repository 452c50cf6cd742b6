package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.pages.OnwardView;
import io.cloakroom.userpool.pages.Pages;

/**
 * {@code GET /login/done}: a page that goes on by itself to the authorize endpoint. Chromium holds every redirect that
 * follows a form to the form-action of the page that had the form; from this page on a new chain begins, however often the
 * client redirects.
 */
public final class OnwardEndpoint implements Handler {
    static final String PATH = "/login/done";

    private final HostedRequests requests;
    private final Pages pages;

    OnwardEndpoint(HostedRequests requests, Pages pages) {
        this.requests = requests;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return requests.answer(request, asked -> {
            var href = "/oauth2/authorize?" + asked.answered().query();
            return pages.onward(new OnwardView(asked.client().name(), href));
        });
    }
}
