package io.cloakroom.local.wordpress;

import static io.cloakroom.config.Checks.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plugin as its developers have it, to be copied into the site at each start.
 *
 * @param folder its name becomes the plugin's: {@code wordpress/cloakroom} is installed as {@code cloakroom}
 * @param main its main file: {@code cloakroom.php}
 * @param extra files from elsewhere, by their path in the plugin: {@code assets/cloakroom-card.js}
 * @param leftOut names at the top of the folder that do not go along: {@code tests}
 */
public record PluginSource(Path folder, String main, Map<String, Path> extra, Set<String> leftOut) {
    public PluginSource {
        extra = Map.copyOf(extra);
        leftOut = Set.copyOf(leftOut);
        var all = List.copyOf(extra.keySet());
        require(
                all.stream().noneMatch(path -> path.startsWith("/") || path.contains("..")),
                "extra",
                "paths inside the plugin");
    }

    /** As WordPress names it: {@code cloakroom/cloakroom.php}. */
    String id() {
        return folder.getFileName() + "/" + main;
    }
}
