package io.cloakroom.bench.measure;

import java.util.List;

/**
 * What the kernel has on account for one process: its own time, and that of its children that have ended and were waited for.
 *
 * @param ticks of 10 ms: the kernel's {@code USER_HZ} is 100 on every architecture that Java 25 runs on
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcStat(long ticks) {
    static final int TICKS_PER_SECOND = 100;

    // Counted from the field behind the name, which is the third.
    private static final int USER = 14 - 3;
    private static final int CHILDREN_SYSTEM = 17 - 3;

    /** @param line of {@code /proc/PID/stat}; the name in it may hold spaces and brackets */
    static ProcStat parse(String line) {
        var fields = List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1));
        var ticks = fields.subList(USER, CHILDREN_SYSTEM + 1).stream()
                .mapToLong(Long::parseLong)
                .sum();
        return new ProcStat(ticks);
    }
}
