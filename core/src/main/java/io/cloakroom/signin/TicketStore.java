package io.cloakroom.signin;

import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.Optional;

/** Keeps what works once. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface TicketStore {
    /** @param hash of the ticket; the ticket itself is stored nowhere */
    void put(String hash, Ticket ticket);

    /** Takes a ticket out: of many who try at once, one gets it. It may be past its time. */
    Optional<Ticket> take(String hash);

    /**
     * Remembers a site's message.
     *
     * @param keepUntil when its time stamp will be too old to pass
     * @return false if it was seen before: of many who ask at once, one gets true
     */
    boolean isFirst(SiteId site, String messageId, Instant keepUntil);
}
