package io.cloakroom.local.state;

import io.cloakroom.config.Secret;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The folder of one local system, closed to other users. Its sub-folders are there once it is open. */
public final class StateFolder {
    private static final List<String> PARTS =
            List.of("downloads", "site", "db", "pool", "dynamodb", "keys", "logs", "run");

    // The path goes into the configurations of nginx, PHP, MariaDB and apt, each with marks of its own.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\"'`\\\\$;{}:#%*?<>|]");

    private final Path root;

    private StateFolder(Path root) {
        this.root = root;
    }

    /**
     * Opens the folder, and makes it where it is missing.
     *
     * @throws SetUpException if it cannot be made or closed to others, or has a character in its path that a program would
     *     misread
     */
    public static StateFolder open(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        var unfit = UNFIT.matcher(root.toString());
        if (unfit.find()) {
            throw new SetUpException(
                    "The state folder cannot be in " + root + ": nginx or PHP would misread its path",
                    "Give --state a path of letters, digits, spaces, dots and dashes.");
        }
        var state = new StateFolder(root);
        state.make();
        return state;
    }

    public Path root() {
        return root;
    }

    /** What came from outside. Kept by {@link #reset}. */
    public Path downloads() {
        return root.resolve("downloads");
    }

    public Path site() {
        return root.resolve("site");
    }

    public Path db() {
        return root.resolve("db");
    }

    public Path pool() {
        return root.resolve("pool");
    }

    public Path dynamodb() {
        return root.resolve("dynamodb");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Sockets, configurations made for this run, and the lock. */
    public Path run() {
        return root.resolve("run");
    }

    /**
     * A secret of this folder: made when it is first asked for, then always the same; in {@code keys}, readable by the owner
     * alone.
     */
    public Secret secret(String name, Supplier<String> made) {
        return KeptSecret.readOrMake(keys().resolve(name), made);
    }

    public boolean hasSecret(String name) {
        return Files.exists(keys().resolve(name));
    }

    /** So that it is made anew; one that is not there is no fault. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(keys().resolve(name));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The passphrase of everybody in the demo. It has upper and lower case, a digit, a mark, and 60 bits of chance. */
    public Secret passphrase() {
        return secret("passphrase", Passphrase::make);
    }

    /**
     * Empties the folder, except for the downloads.
     *
     * @return who runs it, if somebody does; then nothing is done
     */
    public Optional<Running> reset() {
        return switch (RunLock.take(this)) {
            case RunLock.Attempt.Held held -> Optional.of(held.by());
            case RunLock.Attempt.Taken taken -> {
                try (var _ = taken.lock()) {
                    empty();
                }
                make();
                yield Optional.empty();
            }
        };
    }

    private void empty() {
        for (var part : PARTS) {
            if (part.equals("downloads")) continue;
            // The lock is ours meanwhile, and somebody may be waiting for its guard.
            Trees.empty(root.resolve(part), Set.of(RunLock.FILE, RunLock.GUARD));
        }
    }

    private void make() {
        try {
            Files.createDirectories(root);
            for (var part : PARTS) Files.createDirectories(root.resolve(part));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException fault) {
            throw new SetUpException(
                    "The state folder " + root + " cannot be used",
                    "Check who owns it, or choose another with --state.",
                    null,
                    fault);
        }
    }
}
