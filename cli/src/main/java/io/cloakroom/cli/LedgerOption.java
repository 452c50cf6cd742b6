package io.cloakroom.cli;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.aws.DynamoLedgerStore;
import io.cloakroom.ledger.CheckpointKey.Verifier;
import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.LedgerConfig;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.server.LogConfig;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The ledger that a command is about. */
final class LedgerOption {
    @Mixin
    private ConfigOption config = new ConfigOption();

    /** What there is to know of the ledger without any of the gateway's secrets. */
    record Few(VaultId vault, LedgerConfig ledger, DynamoDbConfig dynamoDb) {}

    /** The table alone, for machines that have none of the vault's keys; closed when the work is done. */
    record Table(VaultId vault, LedgerConfig config, LedgerStore store, DynamoDb db) implements AutoCloseable {
        @Override
        public void close() {
            db.close();
        }
    }

    /** @throws io.cloakroom.config.SettingsException if what is read of the configuration is faulty */
    Few few() {
        var settings = config.settings();
        var few = new Few(VaultId.from(settings), LedgerConfig.from(settings), DynamoDbConfig.from(settings));
        settings.doneWithSome();
        LogConfig.quiet().apply();
        return few;
    }

    /** @throws io.cloakroom.config.SettingsException if what is read of the configuration is faulty */
    Table table() {
        var few = few();
        var db = DynamoDb.connectPatiently(few.dynamoDb());
        return new Table(
                few.vault(),
                few.ledger(),
                new DynamoLedgerStore(db, few.dynamoDb().tables()),
                db);
    }

    /**
     * With what opens entries.
     *
     * @throws io.cloakroom.config.SettingsException if the configuration is faulty
     * @throws IOException if the keyset cannot be used
     */
    Installation installation() throws IOException {
        return Installation.open(config);
    }

    static EntrySeal seal(Installation opened) {
        var parts = opened.parts();
        return new EntrySeal(
                opened.config().vault(),
                new MemberKeys(parts.keyRing(), parts.memberKeys(), parts.clock()),
                parts.gatewayKey());
    }

    /** @throws IOException if the setting is no such key */
    static Optional<Verifier> verifier(LedgerConfig config) throws IOException {
        var text = config.checkpointKey();
        var verifier = text.flatMap(Verifier::parse);
        if (text.isPresent() && verifier.isEmpty()) {
            throw new IOException("ledger.checkpoint-public-key: as ./cloakroom ledger keys create printed it");
        }
        return verifier;
    }
}
