package io.cloakroom.bench.system;

import io.cloakroom.bench.load.Pool;
import io.cloakroom.config.Settings;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.state.Resource;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A gateway's configuration.
 *
 * @param file {@code cloakroom.yaml} of another name
 */
public record GatewaySetUp(Path file, int port, int managementPort) {
    /** The only site that it knows. */
    static final String SITE = "bench";

    /** One that reads from this address as if it were DynamoDB. All share a keyset, so that each opens what one has sealed. */
    public static GatewaySetUp write(Workbench bench, String name, Pool pool, Vault vault, String dynamoDbUrl) {
        var folder = bench.folder(name);
        var keys = bench.state().keys();
        var port = FreePort.choose();
        var managementPort = FreePort.choose();
        var values = Map.of(
                "PORT", Integer.toString(port),
                "MANAGEMENT_PORT", Integer.toString(managementPort),
                "ISSUER", pool.issuer(),
                "CLIENT_ID", Pool.CLIENT_ID,
                "KEYS", keys.toString(),
                "REGION", DynamoDbLocal.REGION,
                "DYNAMODB_URL", dynamoDbUrl,
                "DYNAMODB_KEY", vault.accessKey());
        try {
            Files.writeString(folder.resolve("client-secret"), "nobody asks for it");
            var keyset = keys.resolve("keyset.json");
            if (!Files.exists(keyset)) Keyset.create(keyset);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new GatewaySetUp(
                new Resource(GatewaySetUp.class, "gateway.yaml").fillInto(folder, values), port, managementPort);
    }

    public ServerConfig config() {
        return ServerConfig.from(Settings.read(file, Map.of()));
    }
}
