package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SigningKey;
import java.util.List;
import java.util.Set;

/** What goes into a token that a client has for itself, without any user ({@code client_credentials}). */
public record MachineGrant(Pool pool, Client client, Set<String> scopes, List<SigningKey> keys) {
    public MachineGrant {
        keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
        return "MachineGrant[" + client.id() + "]";
    }
}
