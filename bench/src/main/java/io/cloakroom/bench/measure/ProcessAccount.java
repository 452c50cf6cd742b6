package io.cloakroom.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes and all that descend from them have used so far.
 *
 * @param cpu in user and kernel mode; also of descendants that have ended
 * @param residentBytes what is in memory now; a page that two processes share counts twice
 */
public record ProcessAccount(Duration cpu, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";

    public static ProcessAccount of(Collection<Long> pids) {
        var all = withDescendants(pids);
        var ticks = all.stream()
                .flatMap(pid -> read(pid, "stat").stream())
                .mapToLong(line -> ProcStat.parse(line).ticks())
                .sum();
        var resident = all.stream()
                .flatMap(pid -> read(pid, "status").stream())
                .mapToLong(ProcessAccount::residentBytes)
                .sum();
        return new ProcessAccount(Duration.ofMillis(ticks * 1000 / ProcStat.TICKS_PER_SECOND), resident);
    }

    /** This JVM with all that it has started. */
    static ProcessAccount ofOurs() {
        return of(Set.of(ProcessHandle.current().pid()));
    }

    public static Set<Long> withDescendants(Collection<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param status the text of {@code /proc/PID/status}; a process that has ended has no such line */
    static long residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                .sum();
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
