package io.cloakroom.local.wordpress;

import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of a site meet. A Unix socket's path may have 107 bytes (unix(7)), so for a state folder with a long path
 * they are in a folder of their own, closed to others.
 */
record Sockets(Path folder, boolean isTemporary) implements AutoCloseable {
    static final int PATH_BYTES_MAX = 107;

    private static final int NAME_BYTES_MAX = "/mariadb.sock".length();

    static Sockets in(Path run) {
        if (run.toString().getBytes(StandardCharsets.UTF_8).length + NAME_BYTES_MAX <= PATH_BYTES_MAX) {
            return new Sockets(run, false);
        }
        try {
            return new Sockets(Files.createTempDirectory("cloakroom"), true);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Path mariaDb() {
        return folder.resolve("mariadb.sock");
    }

    Path php() {
        return folder.resolve("php.sock");
    }

    @Override
    public void close() {
        if (isTemporary) Trees.delete(folder);
    }
}
