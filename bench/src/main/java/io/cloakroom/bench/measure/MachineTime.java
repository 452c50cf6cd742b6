package io.cloakroom.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the whole machine has worked so far, to see whether others worked while we measured.
 *
 * @param busy of all cores
 * @param stolen taken by the host while we wanted to work
 */
record MachineTime(Duration busy, Duration stolen) {
    // proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal.
    private static final List<Integer> BUSY = List.of(0, 1, 2, 5, 6);
    private static final int STOLEN = 7;

    static MachineTime now() {
        try {
            return parse(Files.readString(Path.of("/proc/stat")));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** @param text of {@code /proc/stat}, whose first line sums up all cores */
    static MachineTime parse(String text) {
        var first = text.lines().findFirst().orElse("");
        var fields = List.of(first.replaceFirst("^cpu +", "").split(" +", -1));
        return new MachineTime(
                duration(BUSY.stream()
                        .mapToLong(field -> Long.parseLong(fields.get(field)))
                        .sum()),
                duration(Long.parseLong(fields.get(STOLEN))));
    }

    private static Duration duration(long ticks) {
        return Duration.ofMillis(ticks * 1000 / ProcStat.TICKS_PER_SECOND);
    }
}
