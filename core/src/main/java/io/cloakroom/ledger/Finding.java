package io.cloakroom.ledger;

import java.time.Instant;

/** What a look through the ledger has found. */
public sealed interface Finding {
    /**
     * The ledger is not as it was written.
     *
     * @param where such as {@code shard 2, item 17}
     * @param what in plain words
     */
    record Damage(String where, String what) implements Finding {}

    /**
     * A writer was killed, and what it had taken and not written is lost: reads and refusals of its last second.
     *
     * @param after its last line
     * @param entries that are missing at most
     */
    record Gap(int shard, Instant after, int entries) implements Finding {}

    /** A writer is at work, or was killed just now. */
    record AtWork(int shard, Instant last) implements Finding {}
}
