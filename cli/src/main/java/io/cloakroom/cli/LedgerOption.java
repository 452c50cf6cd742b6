package io.cloakroom.cli;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.gateway.Services;
import io.cloakroom.ledger.CheckpointKey.Verifier;
import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The ledger that a command is about. */
final class LedgerOption {
    @Mixin
    private ConfigOption config = new ConfigOption();

    /** All that work on a ledger needs; closed when that is done. */
    record Opened(ServerConfig config, DynamoDb db, LedgerStore store, EntrySeal seal, Services services)
            implements AutoCloseable {
        /** @throws IOException if the setting is no such key */
        Optional<Verifier> verifier() throws IOException {
            var text = config.gateway().ledger().checkpointKey();
            var verifier = text.flatMap(Verifier::parse);
            if (text.isPresent() && verifier.isEmpty()) {
                throw new IOException("ledger.checkpoint-public-key: as ./cloakroom ledger keys create printed it");
            }
            return verifier;
        }

        @Override
        public void close() {
            services.close();
            db.close();
        }
    }

    ServerConfig read() {
        return config.read();
    }

    /**
     * @throws io.cloakroom.config.SettingsException if the configuration is faulty
     * @throws IOException if the keyset cannot be used
     */
    Opened open() throws IOException {
        var settings = config.read();
        var keyset = Keyset.read(settings.keysetFile());
        var db = DynamoDb.connectPatiently(settings.dynamoDb());
        var parts = AwsParts.of(settings.gateway(), db, settings.dynamoDb(), keyset, Clock.systemUTC());
        var keys = new MemberKeys(parts.keyRing(), parts.memberKeys(), parts.clock());
        var seal = new EntrySeal(settings.gateway().vault(), keys);
        return new Opened(settings, db, parts.ledger(), seal, Services.of(settings.gateway(), parts));
    }
}
