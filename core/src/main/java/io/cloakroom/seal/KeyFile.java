package io.cloakroom.seal;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A file for its owner's eyes, which is never lost: a keyset lost is a vault lost. What it was before a change stays beside
 * it, and whoever is stopped half-way leaves the old file or the new one.
 *
 * @param what it is, with its article
 * @param maker the command that makes one
 */
public record KeyFile(Path path, String what, String maker) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> LOCK_OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final long BYTES_MAX = 64 << 10;
    private static final int FILES_IN_A_SECOND_MAX = 50;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Tells one content of the file from another. */
    record Stamp(FileTime changedAt, Object file) {}

    Stamp stamp() throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(
                attributes.lastModifiedTime(),
                Optional.ofNullable(attributes.fileKey()).orElse(path));
    }

    Optional<Stamp> stampIfThere() throws IOException {
        return Files.exists(path) ? Optional.of(stamp()) : Optional.empty();
    }

    /** @throws IOException if it cannot be written, or is there already */
    public void create(byte[] content) throws IOException {
        var draft = Files.createTempFile(folder(), path.getFileName() + ".", ".draft", OWNER_ONLY);
        try {
            write(draft, content);
            // A link, unlike a move, fails if the name is taken.
            Files.createLink(path, draft);
            syncFolder();
        } finally {
            Files.delete(draft);
        }
    }

    /** @throws IOException if it cannot be read, is no JSON, or others than its owner may use it; says which */
    public JsonObject read() throws IOException {
        if (!Files.exists(path)) throw new IOException(path + ": not there; ./cloakroom " + maker + " makes one");
        if (!Files.isRegularFile(path)) throw new IOException(path + ": not a file");
        if (!Collections.disjoint(Files.getPosixFilePermissions(path), OTHERS)) {
            throw new IOException(path + ": others may use it; chmod 600 it");
        }
        if (!Files.isReadable(path)) throw new IOException(path + ": this user may not read it");
        if (Files.size(path) > BYTES_MAX || !(Json.read(Files.readAllBytes(path)) instanceof Json.Reading.Read read)) {
            throw isNone();
        }
        return read.object();
    }

    /** That it holds something else. */
    public IOException isNone() {
        return new IOException(path + ": not " + what);
    }

    /** Makes of what a file holds what it shall hold. */
    @FunctionalInterface
    interface Change {
        byte[] of(JsonObject content) throws IOException;
    }

    /**
     * Puts another content in the place of the one that is there. Of two who do it at once, in whatever process, the second
     * changes what the first has made.
     *
     * @return where the old one is now
     * @throws IOException if it cannot be read or written, or belongs to another user: he could not read the new one
     */
    Path replace(Change change, Instant now) throws IOException {
        requireOurs();
        // A process has each lock once, whichever of its threads asks.
        CHANGING.lock();
        try (var channel = FileChannel.open(beside(".lock"), LOCK_OPTIONS, OWNER_ONLY);
                var _ = channel.lock()) {
            return replaceAlone(change.of(read()), now);
        } finally {
            CHANGING.unlock();
        }
    }

    private Path replaceAlone(byte[] content, Instant now) throws IOException {
        var before = free(beside(".before-" + NAME.format(now)));
        Files.createLink(before, path);
        var draft = beside(".draft");
        // Of one that was killed.
        Files.deleteIfExists(draft);
        write(Files.createFile(draft, OWNER_ONLY), content);
        syncFolder();
        // A rename puts the whole of the new file in place of the old one, or nothing.
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        return before;
    }

    private void requireOurs() throws IOException {
        // Whoever runs this, whatever he is called, owns what he makes.
        var probe = Files.createTempFile(folder(), path.getFileName() + ".", ".probe");
        try {
            var owner = Files.getOwner(path);
            if (owner.equals(Files.getOwner(probe))) return;
            throw new IOException(path + ": belongs to " + owner.getName()
                    + ", who could not read it any more; run this as " + owner.getName());
        } finally {
            Files.delete(probe);
        }
    }

    private Path folder() {
        return Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    private static void write(Path draft, byte[] content) throws IOException {
        Files.write(draft, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }

    /** So that a name outlasts a power cut as its content does. */
    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Two rotations in one second are no reason to lose what was between them. */
    private static Path free(Path wanted) {
        return Stream.iterate(1, number -> number + 1)
                .limit(FILES_IN_A_SECOND_MAX)
                .map(number -> number == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + number))
                .filter(Files::notExists)
                .findFirst()
                .orElse(wanted);
    }
}
