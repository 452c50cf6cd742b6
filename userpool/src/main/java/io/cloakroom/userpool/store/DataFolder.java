package io.cloakroom.userpool.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The folder that holds a pool's state, for its owner's eyes only and for one process at a time. */
public final class DataFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private static final Set<PosixFilePermission> WRITING =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if there is none, and takes it for this process.
     *
     * @throws IllegalStateException if another process has it, or it cannot be made
     */
    public static DataFolder open(Path folder) {
        try {
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
            requireNotShared(folder, WRITING, "others can write into it; chmod 700 it first");
            return new DataFolder(folder, lock(folder));
        } catch (IOException fault) {
            throw new IllegalStateException(folder + ": cannot be used as a data folder", fault);
        }
    }

    // The system lets go of this lock however the process ends, so that no stale one can be left behind.
    private static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(
                privateFile(folder.resolve("lock")), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException ours) {
            // Taken by this very process: the same answer as for another one.
        }
        channel.close();
        throw new IllegalStateException(folder + ": another user pool is running on this data folder");
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /**
     * A file of the folder, made empty with mode 0600 if absent.
     *
     * @throws IllegalStateException if others may read or write it
     */
    Path file(String name) {
        try {
            return privateFile(folder.resolve(name));
        } catch (IOException fault) {
            throw new IllegalStateException(folder.resolve(name) + ": cannot be used", fault);
        }
    }

    private static Path privateFile(Path file) throws IOException {
        try {
            var owner = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        } catch (FileAlreadyExistsException kept) {
            requireNotShared(file, OTHERS, "others can read or write it; chmod 600 it first");
        }
        return file;
    }

    private static void requireNotShared(Path path, Set<PosixFilePermission> permissions, String words)
            throws IOException {
        if (!Collections.disjoint(Files.getPosixFilePermissions(path), permissions)) {
            throw new IllegalStateException(path + ": " + words);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
