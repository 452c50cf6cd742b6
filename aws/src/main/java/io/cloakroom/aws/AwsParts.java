package io.cloakroom.aws;

import io.cloakroom.gateway.GatewayConfig;
import io.cloakroom.gateway.Parts;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.Keyset;
import io.cloakroom.token.PublishedKeys;
import java.time.Clock;

/** Builds the gateway's parts on AWS, or on what speaks the same protocols. */
public final class AwsParts {
    private AwsParts() {}

    /** What wraps members' keys: a KMS key where there is one, or else the keyset. */
    public static KeyRing keyRing(GatewayConfig config, DynamoDb db, Keyset keyset) {
        if (config.kms().isEmpty()) return keyset.keyRing();
        var kms = Kms.connect(config.kms().get());
        db.closeAlso(kms);
        return new KmsKeyRing(kms, config.kms().get(), config.vault(), keyset.keyRing());
    }

    /** @param keyset the gateway's own keys; and what wraps members' keys where no KMS does */
    public static Parts of(GatewayConfig config, DynamoDb db, DynamoDbConfig dynamoDb, Keyset keyset, Clock clock) {
        var tables = dynamoDb.tables();
        var pool = new CognitoUserPool(config.pool(), clock);
        db.closeAlso(pool);
        return new Parts(
                clock,
                new PublishedKeys(config.token().jwks(), clock),
                pool,
                RoutedRecords.of(
                        new DynamoRecordStore(db, tables),
                        db,
                        config.collections().all()),
                new DynamoMemberKeyStore(db, tables),
                keyRing(config, db, keyset),
                keyset.gatewayKey(),
                new DynamoFactStore(db, tables),
                new DynamoUpkeepStore(db, tables),
                new DynamoSessionStore(db, tables),
                new DynamoTicketStore(db, tables),
                new DynamoRevocationStore(db, tables),
                new DynamoLedgerStore(db, tables));
    }
}
