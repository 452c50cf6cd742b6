package io.cloakroom.signin;

import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** In memory; held to {@link TicketStoreContract} like the others. */
public final class FakeTicketStore implements TicketStore {
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public void put(String hash, Ticket ticket) {
        tickets.put(hash, ticket);
    }

    @Override
    public Optional<Ticket> take(String hash) {
        return Optional.ofNullable(tickets.remove(hash));
    }

    @Override
    public boolean isFirst(SiteId site, String messageId, Instant keepUntil) {
        return seen.add(site.value() + " " + messageId);
    }
}
