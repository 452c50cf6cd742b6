package io.cloakroom.cli;

import io.cloakroom.config.Settings;
import io.cloakroom.server.ServerConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The configuration that a command works on. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "cloakroom.yaml",
            description = "The configuration file; default: ${DEFAULT-VALUE}.")
    private Path file = Path.of("cloakroom.yaml");

    /** @throws io.cloakroom.config.SettingsException with every fault of the file */
    ServerConfig read() {
        var config = ServerConfig.from(settings());
        config.log().apply();
        return config;
    }

    Settings settings() {
        return Settings.read(file, System.getenv());
    }
}
