package io.cloakroom.local.state;

import io.cloakroom.config.Secret;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A secret in a file of its own. */
final class KeptSecret {
    private KeptSecret() {}

    static Secret readOrMake(Path file, Supplier<String> made) {
        try {
            if (Files.exists(file)) return new Secret(Files.readString(file).strip());
            var secret = new Secret(made.get());
            write(file, secret);
            return secret;
        } catch (IOException | IllegalArgumentException fault) {
            throw new SetUpException(
                    "The secret in " + file + " cannot be read or made",
                    "Check who owns the file, or empty the state with --reset.",
                    null,
                    fault);
        }
    }

    /** Closed to others from its first byte on, and whole under its name. */
    private static void write(Path file, Secret secret) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part", mode);
        try (var channel = Files.newByteChannel(part, Set.of(StandardOpenOption.WRITE))) {
            channel.write(StandardCharsets.UTF_8.encode(secret.reveal()));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
