package io.cloakroom.local.debian;

import java.nio.file.Path;
import java.util.List;

/**
 * WordPress as Debian packages, not installed.
 *
 * @param version of WordPress: "6.8.12"
 */
public record WordPressDebs(String version, List<Path> files) {
    public WordPressDebs {
        files = List.copyOf(files);
    }
}
