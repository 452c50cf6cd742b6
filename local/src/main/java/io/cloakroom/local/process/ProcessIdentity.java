package io.cloakroom.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process, and no other that is given its number later.
 *
 * @param start tells two processes with the same number apart
 */
public record ProcessIdentity(long pid, String start) {
    // Counted from the field behind the name, which is the third of proc(5), "stat".
    private static final int STATE = 0;
    private static final int START = 22 - 3;

    public static ProcessIdentity ofThisJvm() {
        return of(ProcessHandle.current());
    }

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessIdentity::isRunning)
                .filter(found -> startOf(found).equals(start));
    }

    /** Unlike {@link ProcessHandle#isAlive}, no for one that has ended and whose parent has not asked how. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive()
                && !stat(process).map(fields -> fields.get(STATE)).equals(Optional.of("Z"));
    }

    // Not the JDK's instant where it can be helped: on Linux it moves when the clock is set.
    private static String startOf(ProcessHandle process) {
        return stat(process)
                .map(fields -> boot() + ":" + fields.get(START))
                .orElseGet(() ->
                        process.info().startInstant().map(Object::toString).orElse("unknown"));
    }

    private static Optional<List<String>> stat(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException goneOrNoProc) {
            return Optional.empty();
        }
    }

    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
