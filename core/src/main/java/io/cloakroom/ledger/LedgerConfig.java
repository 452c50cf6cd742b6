package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the ledger is kept.
 *
 * @param shards over how many writers spread; key {@code ledger.shards}, 1 to {@value Batch#SHARDS_MAX}, default 4. What was
 *     written with another number goes on counting
 * @param reads when members' reads of their own records, and refusals, are durable; key {@code ledger.own-reads}, default grouped
 * @param checkpointKeyFile what signs checkpoints; key {@code ledger.checkpoint-key-file}, read by the command that makes
 *     them and by nothing else
 * @param checkpointKey what checks them; key {@code ledger.checkpoint-public-key}, as {@code ledger keys create} prints it
 */
public record LedgerConfig(int shards, Reads reads, Optional<Path> checkpointKeyFile, Optional<String> checkpointKey) {
    static final int SHARDS = 4;

    /** When members' reads of their own records, and refusals, are durable. */
    public enum Reads {
        /** Within a second, together with others. */
        GROUPED,
        /** Before the answer. For where a process may be stopped between two requests, as on AWS Lambda. */
        DURABLE
    }

    public LedgerConfig {
        require(isWithin(1, shards, Batch.SHARDS_MAX), "ledger.shards", "1 to " + Batch.SHARDS_MAX);
    }

    public static LedgerConfig from(Settings settings) {
        var file =
                settings.optional("ledger.checkpoint-key-file").map(_ -> settings.path("ledger.checkpoint-key-file"));
        return new LedgerConfig(
                settings.integer("ledger.shards", SHARDS, 1, Batch.SHARDS_MAX),
                settings.choice("ledger.own-reads", Reads.class, Reads.GROUPED),
                file,
                settings.optional("ledger.checkpoint-public-key"));
    }
}
