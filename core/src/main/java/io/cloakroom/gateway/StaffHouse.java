package io.cloakroom.gateway;

import io.cloakroom.card.Assets;
import io.cloakroom.card.Pages;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.http.Request;
import io.cloakroom.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that answers on the staff's host. Nothing of the members' answers there, and nothing of this anywhere else: which of
 * the two is asked says the Host header, which a page cannot choose.
 */
final class StaffHouse {
    private final String authority;
    private final Routes routes;

    private StaffHouse(String authority, Routes routes) {
        this.authority = authority;
        this.routes = routes;
    }

    static Optional<StaffHouse> of(
            GatewayConfig config,
            Parts parts,
            Services services,
            Loading loading,
            Pages pages,
            Assets assets,
            Problems problems) {
        return config.staff().host().map(host -> {
            var collections = config.collections();
            var vault = services.vault();
            var staff = StaffServices.of(host, config, parts);
            var limit = new Limit(config.limits().perMember(), Cause.TOO_MANY_OF_MEMBER, parts.clock());
            var door = new StaffDoor(staff, collections, limit, problems);
            var declared = Policy.purposesOf(config.staff().groups(), collections.all());
            var account = new StaffAccount(services.ledger(), Set.copyOf(declared), problems, parts.clock());
            var cursors = new Cursors(parts.gatewayKey());
            var questions = new Questions(collections, cursors);
            var people = new People(parts.userPool(), parts.memberKeys());
            var frames = new StaffFrames(people);
            var console = new ConsolePages(assets);
            var signInDesk = new StaffSignInDesk(staff, account, parts.gatewayKey(), pages, problems);
            var limitOfSearches = Limit.ofSearches(parts.clock());
            var search = new StaffSearch(collections, vault, limitOfSearches, parts.userPool(), people, account);
            var desk = new ConsoleDesk(door, account, people, collections, frames, search, console);
            var opening = new Opening(vault, cursors);
            var freshness = new Freshness(parts.gatewayKey(), parts.clock());
            var forms = new StaffForms(account, opening, vault, frames, console);
            var records = new StaffRecords(
                    door, account, people, questions, loading, opening, freshness, forms, frames, console);
            var read = new StaffLedger(config, door, account, people, services.history(), frames, console);
            var all = Stream.of(
                            signInDesk.routes(),
                            desk.routes(),
                            records.routes(),
                            read.routes(),
                            List.of(assets(assets, problems)))
                    .flatMap(List::stream)
                    .toList();
            return new StaffHouse(host.authority(), new Routes(all));
        });
    }

    private static Route assets(Assets assets, Problems problems) {
        return new Route.Desk(
                "GET",
                "/assets/{hash}/{name}",
                (request, values) -> assets.find(values.getFirst(), values.get(1))
                        .map(Hardening::asset)
                        .orElseGet(() -> problems.answer(request, Problem.notFound())));
    }

    /** Host names compare without regard to case (RFC 9110, 4.2.3). */
    boolean isAsked(Request request) {
        return request.headers()
                .only("Host")
                .filter(authority::equalsIgnoreCase)
                .isPresent();
    }

    Routes routes() {
        return routes;
    }
}
