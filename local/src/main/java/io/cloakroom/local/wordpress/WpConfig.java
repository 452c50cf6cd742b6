package io.cloakroom.local.wordpress;

import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes wp-config.php, over Debian's, which would read /etc/wordpress. */
final class WpConfig {
    private WpConfig() {}

    /** At each start: the port may have changed. */
    static void write(StateFolder state, SiteConfig config, Database database, Path debugLog) {
        var salts = state.secret("wordpress-salts", Salts::make);
        var constants = own(config, database, debugLog)
                .and(Salts.constants(salts.reveal()))
                .and(config.constants());
        try {
            Files.writeString(state.site().resolve("wp-config.php"), """
                    <?php
                    // Written at each start of the local system: changes are lost.
                    %s$table_prefix = 'wp_';
                    if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
                    require_once ABSPATH . 'wp-settings.php';
                    """.formatted(constants.php()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Constants own(SiteConfig config, Database database, Path debugLog) {
        return Constants.none()
                .text("DB_NAME", database.name())
                .text("DB_USER", database.user())
                .secret("DB_PASSWORD", database.password())
                .text("DB_HOST", "localhost:" + database.socket())
                .text("DB_CHARSET", "utf8mb4")
                .text("WP_HOME", config.url())
                .text("WP_SITEURL", config.url())
                // It calls nobody outside this machine, and changes none of its own files.
                .flag("WP_HTTP_BLOCK_EXTERNAL", true)
                .text("WP_ACCESSIBLE_HOSTS", "127.0.0.1,localhost,*.localhost")
                .flag("AUTOMATIC_UPDATER_DISABLED", true)
                .flag("WP_AUTO_UPDATE_CORE", false)
                .flag("DISALLOW_FILE_MODS", true)
                .flag("DISABLE_WP_CRON", true)
                .flag("WP_DEBUG", true)
                .flag("WP_DEBUG_DISPLAY", false)
                .text("WP_DEBUG_LOG", debugLog.toString());
    }
}
