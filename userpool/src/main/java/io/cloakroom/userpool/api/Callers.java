package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.trigger.CallerContext;

/** Who calls, as functions are told. */
final class Callers {
    private Callers() {}

    static CallerContext of(Client client, Input input) {
        return new CallerContext(client.id(), input.map("ClientMetadata", TextRule.METADATA));
    }
}
