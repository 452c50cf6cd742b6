package io.cloakroom.userpool.store;

import java.util.Map;

/**
 * An API that defines scopes of its own.
 *
 * @param scopes name to description; in tokens a scope is written {@code identifier/name}
 */
public record ResourceServer(String poolId, String identifier, String name, Map<String, String> scopes) {
    public ResourceServer {
        scopes = Map.copyOf(scopes);
    }
}
