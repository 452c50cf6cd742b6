package io.cloakroom.ledger;

import io.cloakroom.upstream.UpstreamException;

/** Takes entries. What it has taken is never changed and never taken out. */
public interface Ledger {
    /**
     * Writes an entry, and comes back when it is durable. For whatever must not happen unaccounted for: write first, answer
     * after.
     *
     * @throws UpstreamException if it cannot be written now; what it is about must not happen then
     */
    void write(Entry entry);

    /**
     * Takes an entry that is durable within a second, together with others, or at once where {@link LedgerConfig.Reads} says
     * so. For members' reads of their own records, and for refusals.
     *
     * @throws UpstreamException if too many wait already because the store cannot be used
     */
    void note(Entry entry);
}
