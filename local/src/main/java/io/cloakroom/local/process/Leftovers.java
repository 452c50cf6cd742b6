package io.cloakroom.local.process;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers on disk which processes we started, so that the next start can end what a crash left running. On Linux the kernel
 * ends them itself; this is for where it cannot.
 */
final class Leftovers {
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    private final Path folder;

    Leftovers(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException fault) {
            throw new SetUpException(
                    "The folder " + folder + " cannot be made",
                    "Check who owns it, or choose another with --state.",
                    null,
                    fault);
        }
    }

    void note(ProcessHandle process) {
        var identity = ProcessIdentity.of(process);
        try {
            Files.writeString(fileOf(identity.pid()), identity.start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void forget(long pid) {
        try {
            Files.deleteIfExists(fileOf(pid));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void end() {
        var processes = new ArrayList<ProcessHandle>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                new ProcessIdentity(Long.parseLong(file.getFileName().toString()), Files.readString(file))
                        .find()
                        .ifPresent(processes::add);
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        processes.forEach(ProcessHandle::destroy);
        Child.end(List.copyOf(processes), END_WITHIN);
    }

    private Path fileOf(long pid) {
        return folder.resolve(Long.toString(pid));
    }
}
