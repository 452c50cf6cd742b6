package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizeReading;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.AuthorizeRequests;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import java.util.function.Function;

/**
 * Every page on the way carries the whole authorization request in its address, and every one checks it anew: nothing is
 * kept for visitors who never sign in, and several tabs do not disturb one another.
 */
final class HostedRequests {
    private final AuthorizeRequests requests;
    private final Pages pages;

    HostedRequests(AuthorizeRequests requests, Pages pages) {
        this.requests = requests;
        this.pages = pages;
    }

    Response answer(Request request, Function<AuthorizeRequest, Response> otherwise) {
        return switch (requests.read(request.query())) {
            case AuthorizeReading.Allowed allowed -> otherwise.apply(allowed.request());
            case AuthorizeReading.Refused refused -> Redirects.found(refused.location());
            case AuthorizeReading.Unsafe unsafe ->
                pages.problem(
                        400,
                        new ProblemView(
                                "This sign-in cannot go on",
                                "The site that sent you here asked in a way that this user pool does not accept."
                                        + " Go back and try again, or tell the people who run the site.",
                                unsafe.detail()));
        };
    }
}
