package io.cloakroom.userpool.oauth;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.token.Scopes;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which scopes a client may have. Belongs inside a transaction. */
final class GrantableScopes {
    private GrantableScopes() {}

    /** What was asked for; nothing means all that the client has. */
    static Set<String> asked(Optional<String> text, Client client) {
        return text.filter(words -> !words.isBlank())
                .<Set<String>>map(
                        words -> new LinkedHashSet<>(Arrays.asList(words.strip().split(" +"))))
                .orElse(client.settings().scopes());
    }

    /** A resource server may have been deleted since the client was given its scopes. */
    static boolean areAllowed(Tables tables, Client client, Set<String> scopes) {
        return !scopes.isEmpty()
                && client.settings().scopes().containsAll(scopes)
                && scopes.stream()
                        .allMatch(scope -> Scopes.OWN.contains(scope)
                                || tables.resourceServers().hasScope(client.poolId(), scope));
    }
}
