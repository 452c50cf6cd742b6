package io.cloakroom.local.process;

import io.cloakroom.local.report.SetUpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A program of ours that runs. */
public final class Child implements AutoCloseable {
    static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private static final Duration DESCENDANTS_STOP_WITHIN = Duration.ofSeconds(2);

    // Nothing withstands that signal, but a busy machine may take its time.
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final String name;
    private final Process process;
    private final Duration stopWithin;
    private final LogFile log;
    private final LongConsumer whenOver;
    private final CompletableFuture<Child> lost = new CompletableFuture<>();
    private volatile boolean isStopping;

    /**
     * @param stopWithin after that it is ended by force
     * @param whenOver run when it has ended, perhaps twice
     */
    Child(String name, Process process, LogFile log, Duration stopWithin, LongConsumer whenOver) {
        this.name = name;
        this.stopWithin = stopWithin;
        this.process = process;
        this.log = log;
        this.whenOver = whenOver;
        var _ = process.onExit().thenRun(() -> {
            whenOver.accept(process.pid());
            if (!isStopping) lost.complete(this);
        });
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log.path();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return ProcessIdentity.isRunning(process.toHandle());
    }

    /** Completed if it ends without our asking. */
    public CompletableFuture<Child> lost() {
        return lost.copy();
    }

    /**
     * What to throw when it fails us: the words, and the last lines of its log since this start.
     *
     * @param what follows the name: "ended before it was ready"
     */
    public SetUpException trouble(String what) {
        var tail = log.tail();
        var words = name + " " + what
                + (tail.isEmpty() ? "" : ":\n" + tail.indent(2).stripTrailing());
        return new SetUpException(words, "Look at the end of its log.", log.path(), null);
    }

    Process process() {
        return process;
    }

    /** Asks it to end, waits, and ends it by force; its descendants too. Harmless if it is over. */
    @Override
    public void close() {
        isStopping = true;
        // Noted first: the child of a process that has ended is nobody's descendant any more.
        var descendants = process.descendants().toList();
        process.destroy();
        end(List.of(process.toHandle()), stopWithin);
        descendants.forEach(ProcessHandle::destroy);
        end(descendants, DESCENDANTS_STOP_WITHIN);
        whenOver.accept(process.pid());
    }

    /** Waits for the end of processes that were asked to end, and forces it on those that take longer. */
    static void end(List<ProcessHandle> processes, Duration within) {
        if (areOver(processes, within)) return;
        var all = processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        areOver(all, GONE_WITHIN);
    }

    // Not by onExit: the JDK looks less and less often after processes that are no children of its own.
    private static boolean areOver(List<ProcessHandle> processes, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        while (processes.stream().anyMatch(ProcessIdentity::isRunning)) {
            if (System.nanoTime() > deadline || isInterruptedWhilePausing()) return false;
        }
        return true;
    }

    private static boolean isInterruptedWhilePausing() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
