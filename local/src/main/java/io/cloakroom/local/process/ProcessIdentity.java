package io.cloakroom.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other that is given its number later.
 *
 * @param start tells two processes with the same number apart
 */
public record ProcessIdentity(long pid, String start) {
    private static final int FIELD_OF_START = 22;

    public static ProcessIdentity ofThisJvm() {
        return of(ProcessHandle.current());
    }

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> startOf(found).equals(start));
    }

    // Not ProcessHandle's instant alone: Linux derives it from the clock, and it moves when the clock is set.
    private static String startOf(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + ":" + afterName[FIELD_OF_START - 3];
        } catch (IOException noProc) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }
}
