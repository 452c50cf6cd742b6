package io.cloakroom.bench.system;

import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One core for what is measured, and one for all else: load, upstreams, this JVM. So rows compare, however many cores there
 * are.
 */
public record Cores(int server, int load) {
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /** The first two that this process may use; one for both where it may use one alone. */
    public static Cores ours() {
        try {
            return first(allowed(Files.readString(Path.of("/proc/self/status"))));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Cores first(List<Integer> allowed) {
        return new Cores(allowed.getFirst(), allowed.get(Math.min(1, allowed.size() - 1)));
    }

    /** @param status of {@code /proc/PID/status}, where {@code 0-2,5} stands for four cores */
    static List<Integer> allowed(String status) {
        return status.lines()
                .filter(line -> line.startsWith(ALLOWED))
                .flatMap(line ->
                        Stream.of(line.substring(ALLOWED.length()).strip().split(",", -1)))
                .flatMapToInt(range -> {
                    var ends = range.split("-", -1);
                    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
                })
                .boxed()
                .toList();
    }

    /** Where they share a core, rates say little, and CPU for a request still something. */
    public String words() {
        return server == load
                ? "server, load and upstreams on one core"
                : "server on one core, load and upstreams on another";
    }

    /** The command, run on the server's core. */
    public List<String> onServer(List<String> command) {
        var pinned = new ArrayList<>(List.of("taskset", "--cpu-list", Integer.toString(server)));
        pinned.addAll(command);
        return pinned;
    }

    /** Moves processes that run to the server's core, with all their threads and descendants. */
    void moveToServer(Collection<Long> pids, Children children, Path run) {
        move(server, ProcessAccount.withDescendants(pids), children, run);
    }

    /** Moves this JVM, and with it whatever it starts from now on, to the load's core. */
    public void moveOursToLoad(Children children, Path run) {
        move(load, List.of(ProcessHandle.current().pid()), children, run);
    }

    private static void move(int core, Collection<Long> pids, Children children, Path run) {
        pids.forEach(pid -> {
            var program = Program.of(
                    "taskset",
                    run,
                    "taskset",
                    "--all-tasks",
                    "--cpu-list",
                    "--pid",
                    Integer.toString(core),
                    Long.toString(pid));
            var finished = children.run(program, WITHIN);
            if (finished.status() != 0) {
                throw new SetUpException(
                        "A process could not be held to core " + core,
                        "May this user use taskset?",
                        finished.log(),
                        null);
            }
        });
    }
}
