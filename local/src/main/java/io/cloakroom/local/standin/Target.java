package io.cloakroom.local.standin;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.signin.ReturnPath;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a member goes next: one of the site's pages, with its query. Nothing else can be named, so nothing leads elsewhere,
 * and nothing begins a sign-in or a sign-out by itself.
 */
record Target(String path) {
    static final String TICKET = "cloakroom_ticket";

    private static final Target HOME = new Target(SitePage.HOME.path());

    /** @return the home page for anything that is no page of this site */
    static Target of(String written) {
        var isPage = ReturnPath.isReturnPath(written)
                && SitePage.find(written.split("\\?", 2)[0]).isPresent();
        return isPage ? new Target(written) : HOME;
    }

    /** The page that is asked for, without the ticket; without its query, where that leads nowhere. */
    static Target here(Request request) {
        var query = Arrays.stream(request.query().split("&", -1))
                .filter(pair -> !pair.isEmpty() && !isTicket(pair))
                .collect(Collectors.joining("&"));
        var whole = request.path() + (query.isEmpty() ? "" : "?" + query);
        return of(ReturnPath.isReturnPath(whole) ? whole : request.path());
    }

    /** By whatever spelling: one that is left over would be redeemed again and again. */
    private static boolean isTicket(String pair) {
        return switch (Parameters.read(pair)) {
            case Parameters.Reading.Read(var parameters) -> parameters.names().contains(TICKET);
            case Parameters.Reading.Unreadable _ -> false;
        };
    }
}
