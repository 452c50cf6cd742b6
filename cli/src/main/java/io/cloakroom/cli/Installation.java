package io.cloakroom.cli;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.gateway.GatewayConfig;
import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Services;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.Keyset;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * All that a command needs of the installation that it works on; closed when that is done.
 *
 * @param runId names this run of the command in the ledger
 */
record Installation(GatewayConfig config, Parts parts, Services services, DynamoDb db, String runId)
        implements AutoCloseable {

    /**
     * @throws io.cloakroom.config.SettingsException if the configuration is faulty
     * @throws IOException if the keyset cannot be used
     */
    static Installation open(ConfigOption config) throws IOException {
        var settings = config.read();
        var keyset = Keyset.read(settings.keysetFile());
        var db = DynamoDb.connectPatiently(settings.dynamoDb());
        var parts = AwsParts.of(settings.gateway(), db, settings.dynamoDb(), keyset, Clock.systemUTC());
        var services = Services.of(settings.gateway(), parts);
        return new Installation(
                settings.gateway(), parts, services, db, UUID.randomUUID().toString());
    }

    /** Who sits at the command line; of a very long name its beginning. */
    static Actor operator() {
        var name = System.getProperty("user.name", "");
        var told = name.substring(0, Math.min(name.length(), Actor.Operator.CHARACTERS_MAX));
        return new Actor.Operator(told.isEmpty() ? "?" : told);
    }

    /** Writes into the ledger what is about to be done; durable when this comes back. */
    void announce(Act act, Optional<MemberId> about, Optional<Subject> subject) {
        announce(act, about, subject, Optional.empty());
    }

    void announce(Act act, Optional<MemberId> about, Optional<Subject> subject, Optional<String> purpose) {
        var now = parts.clock().instant();
        services.ledger().write(new Entry(now, operator(), act, about, subject, purpose, Optional.empty(), runId));
    }

    @Override
    public void close() {
        services.close();
        db.close();
    }
}
