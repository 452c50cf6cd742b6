package io.cloakroom.aws;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import io.cloakroom.record.Tables;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the tables are.
 *
 * @param region key {@code dynamodb.region}, required
 * @param endpoint another than the region's own, such as DynamoDB Local; key {@code dynamodb.endpoint}
 * @param keys for an endpoint of one's own alone; keys {@code dynamodb.access-key-id} and {@code
 *     dynamodb.secret-access-key-file}. On AWS the SDK's default chain finds credentials: a role, never a key in a file
 * @param readClient key {@code dynamodb.read-client}: signed or sdk; default signed
 */
public record DynamoDbConfig(
        String region, Optional<String> endpoint, Optional<AccessKey> keys, ReadClient readClient, Tables tables) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{0,64}");

    /** Who sends the reads that requests wait for, and the ledger's entries of them. */
    public enum ReadClient {
        /** We, signed as the SDK would; what is out of the ordinary goes on to the SDK. */
        SIGNED,
        /** The SDK alone, at several times the cost. */
        SDK
    }

    /** An access key of an endpoint of one's own. */
    public record AccessKey(String id, Secret secret) {}

    public static DynamoDbConfig from(Settings settings) {
        var endpoint = settings.optional("dynamodb.endpoint").map(_ -> settings.url("dynamodb.endpoint"));
        var keyId = settings.optional("dynamodb.access-key-id");
        if (keyId.isPresent() && endpoint.isEmpty()) {
            settings.fault("dynamodb.access-key-id", "only with dynamodb.endpoint; on AWS use a role");
        }
        if (keyId.isEmpty()
                && settings.optional("dynamodb.secret-access-key-file").isPresent()) {
            settings.fault("dynamodb.secret-access-key-file", "only with dynamodb.access-key-id");
        }
        var prefix = settings.text("dynamodb.table-prefix", "cloakroom-");
        if (!PREFIX.matcher(prefix).matches())
            settings.fault("dynamodb.table-prefix", "up to 64 letters, digits, _ . -");
        return new DynamoDbConfig(
                settings.text("dynamodb.region", REGION, "a region such as eu-central-1", "eu-central-1"),
                endpoint,
                keyId.map(id -> new AccessKey(id, settings.secret("dynamodb.secret-access-key"))),
                settings.choice("dynamodb.read-client", ReadClient.class, ReadClient.SIGNED),
                new Tables(PREFIX.matcher(prefix).matches() ? prefix : ""));
    }
}
