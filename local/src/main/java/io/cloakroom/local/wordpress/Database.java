package io.cloakroom.local.wordpress;

import io.cloakroom.config.Secret;
import java.nio.file.Path;

/**
 * The site's database, as WordPress reaches it.
 *
 * @param socket it has no port
 */
public record Database(Path socket, String name, String user, Secret password) {}
