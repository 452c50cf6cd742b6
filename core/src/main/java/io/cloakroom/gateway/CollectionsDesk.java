package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import java.util.List;
import java.util.Map;

/** Where whoever holds a bearer token learns which collections it can open. */
final class CollectionsDesk {
    private final Authentication authentication;
    private final Collections collections;
    private final Problems problems;

    CollectionsDesk(Authentication authentication, Collections collections, Problems problems) {
        this.authentication = authentication;
        this.collections = collections;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(new Route.Desk("GET", "/v1/me/collections", (request, _) -> list(request)));
    }

    private Response list(Request request) {
        return switch (authentication.caller(request, Door.BEARER)) {
            case Authentication.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case Authentication.Outcome.Known known -> Answers.json(Map.of("collections", listed(known.caller())));
        };
    }

    private List<Map<String, Object>> listed(Caller caller) {
        return collections.of(caller.site().id()).stream()
                .filter(collection -> caller.ways().stream().anyMatch(collection.deliveries()::contains))
                .map(collection -> listed(caller, collection))
                .toList();
    }

    private static Map<String, Object> listed(Caller caller, Collection collection) {
        var deliveries = collection.deliveries().stream()
                .filter(caller.ways()::contains)
                .map(Settings::spelling)
                .sorted()
                .toList();
        return Json.members(
                "collection",
                collection.id().value(),
                "title",
                collection.title(),
                "records",
                collection.isSingle() ? "single" : "many",
                "deliveries",
                deliveries);
    }
}
