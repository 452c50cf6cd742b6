package io.cloakroom.local.process;

import io.cloakroom.local.report.SetUpException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Starts programs and runs tools. What it started ends in reverse order when it is closed, and by itself when this JVM is
 * killed. What an earlier JVM left behind in the same folder is ended first.
 */
public final class Children implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    private final Path logs;
    private final Duration stopWithin;
    private final Leash leash = new Leash();
    private final Leftovers leftovers;
    private final Deque<Child> children = new ArrayDeque<>();
    private final CompletableFuture<Child> lost = new CompletableFuture<>();
    private boolean isClosed;

    /**
     * @param logs where each program's words go, a file each
     * @param run this JVM's alone for as long as this is open: whoever opens it holds the lock of the state
     */
    public Children(Path logs, Path run) {
        this(logs, run, Child.STOP_WITHIN);
    }

    Children(Path logs, Path run, Duration stopWithin) {
        this.logs = logs;
        this.stopWithin = stopWithin;
        this.leftovers = new Leftovers(run.resolve("children"));
        leftovers.end();
    }

    /**
     * Starts a program and waits until it is ready.
     *
     * @throws SetUpException if it ends or is not ready in time; it is stopped then
     */
    public Child start(Program program, Readiness readiness) {
        var log = logOf(program);
        var child = begin(program, log, Redirect.appendTo(log.path().toFile()));
        try {
            await(child, readiness);
        } catch (RuntimeException fault) {
            child.close();
            throw fault;
        }
        var _ = child.lost().thenAccept(lost::complete);
        return child;
    }

    /**
     * Runs a tool to its end, whatever its exit status. Its standard error goes to its log.
     *
     * @param input for its standard input; never shown
     * @param within it is stopped after that
     * @throws SetUpException if it cannot be started, takes longer, or prints more than {@link Tool#OUTPUT_BYTES_MAX}
     */
    public Finished run(Program program, byte[] input, Duration within) {
        var child = begin(program, logOf(program), Redirect.PIPE);
        try (child) {
            return new Tool(child).run(input, within);
        }
    }

    /** The same without input. */
    public Finished run(Program program, Duration within) {
        return run(program, new byte[0], within);
    }

    /** Completed with the first started program that ends without our asking. */
    public CompletableFuture<Child> lost() {
        return lost.copy();
    }

    /** Stops what runs, the last one first, and starts nothing any more. */
    @Override
    public void close() {
        remaining().forEach(Child::close);
        leash.close();
    }

    private synchronized List<Child> remaining() {
        isClosed = true;
        return List.copyOf(children);
    }

    // Under the lock, so that no child slips in while another thread closes.
    private synchronized Child begin(Program program, LogFile log, Redirect output) {
        if (isClosed) throw new SetUpException(program.name() + " was not started: we are stopping", "Start again.");
        var builder = new ProcessBuilder(program.command())
                .directory(program.folder().toFile())
                .redirectOutput(output)
                .redirectError(Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(program.environment());
        var process = launch(program, builder, log);
        var child = new Child(program.name(), process, log, stopWithin, this::forget);
        children.push(child);
        leftovers.note(process.toHandle());
        return child;
    }

    private Process launch(Program program, ProcessBuilder builder, LogFile log) {
        try {
            return leash.start(builder);
        } catch (ExecutionException fault) {
            throw new SetUpException(
                    program.name() + " could not be started",
                    "Is " + program.command().getFirst() + " there, and may you run it?",
                    log.path(),
                    fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SetUpException(program.name() + " was not started: we are stopping", "Start again.");
        }
    }

    private synchronized void forget(long pid) {
        children.removeIf(child -> child.pid() == pid);
        leftovers.forget(pid);
    }

    private LogFile logOf(Program program) {
        return LogFile.open(
                logs.resolve(program.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".log"));
    }

    private static void await(Child child, Readiness readiness) {
        var deadline = System.nanoTime() + readiness.within().toNanos();
        while (!readiness.isReady().getAsBoolean()) {
            if (!child.isAlive()) throw child.trouble("ended before it was ready");
            if (System.nanoTime() > deadline) {
                throw child.trouble("was not ready within " + readiness.within().toSeconds() + " s");
            }
            pause(child);
        }
        // Another program may have answered in its place: on a port that it could not have.
        if (!child.isAlive()) throw child.trouble("ended before it was ready");
    }

    private static void pause(Child child) {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw child.trouble("was not waited for: we are stopping");
        }
    }
}
