package io.cloakroom.cli;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoLedgerStore;
import io.cloakroom.gateway.GatewayConfig;
import io.cloakroom.ledger.CheckpointKey.Verifier;
import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.seal.MemberKeys;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The ledger that a command is about. */
final class LedgerOption {
    @Mixin
    private ConfigOption config = new ConfigOption();

    /** The table alone, for machines that have none of the vault's keys; closed when the work is done. */
    record Table(GatewayConfig config, LedgerStore store, DynamoDb db) implements AutoCloseable {
        @Override
        public void close() {
            db.close();
        }
    }

    GatewayConfig read() {
        return config.read().gateway();
    }

    /** @throws io.cloakroom.config.SettingsException if the configuration is faulty */
    Table table() {
        var settings = config.read();
        var db = DynamoDb.connectPatiently(settings.dynamoDb());
        return new Table(
                settings.gateway(),
                new DynamoLedgerStore(db, settings.dynamoDb().tables()),
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
    static Optional<Verifier> verifier(GatewayConfig config) throws IOException {
        var text = config.ledger().checkpointKey();
        var verifier = text.flatMap(Verifier::parse);
        if (text.isPresent() && verifier.isEmpty()) {
            throw new IOException("ledger.checkpoint-public-key: as ./cloakroom ledger keys create printed it");
        }
        return verifier;
    }
}
