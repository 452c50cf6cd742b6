package io.cloakroom.server;

import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.config.Settings;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.gateway.GatewayConfig;
import java.nio.file.Path;

/**
 * The whole of {@code cloakroom.yaml}.
 *
 * @param listen for browsers and sites; keys {@code listen.*}, default 127.0.0.1:8081, behind a proxy that speaks TLS
 * @param management for probes and metrics; keys {@code management.*}, default 127.0.0.1:8083, never for the public
 * @param keysetFile key {@code keys.keyset-file}, required
 */
public record ServerConfig(
        ListenConfig listen,
        ListenConfig management,
        GatewayConfig gateway,
        DynamoDbConfig dynamoDb,
        Path keysetFile,
        LogConfig log) {
    private static final int LISTEN_PORT = 8081;
    private static final int MANAGEMENT_PORT = 8083;

    /** @throws io.cloakroom.config.SettingsException with every fault of the file */
    public static ServerConfig from(Settings settings) {
        var config = new ServerConfig(
                ListenConfig.from(settings, "listen", LISTEN_PORT),
                ListenConfig.from(settings, "management", MANAGEMENT_PORT),
                GatewayConfig.from(settings),
                DynamoDbConfig.from(settings),
                settings.path("keys.keyset-file"),
                LogConfig.from(settings));
        settings.done();
        return config;
    }
}
