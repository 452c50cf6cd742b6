package io.cloakroom.upstream;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds a blocking call in time, from the first byte sent to the last byte read. */
public final class Upstream {
    private Upstream() {}

    /**
     * Runs the call on a virtual thread and waits for it.
     *
     * @param system who is called, for the log
     * @throws Unavailable if it took longer than {@code within}, failed with an I/O error, or we were interrupted
     * @throws UpstreamException as the call threw it
     */
    public static <T> T call(String system, Duration within, Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().name(system).start(task);
        try {
            return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new Unavailable(system, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable(system, stopped);
        } catch (ExecutionException failed) {
            throw translated(system, failed);
        } finally {
            task.cancel(true);
        }
    }

    private static RuntimeException translated(String system, ExecutionException failed) {
        return switch (failed.getCause()) {
            case UpstreamException known -> known;
            case Error error -> throw error;
            // A programmer's mistake stays one: it must not pass for an outage.
            case IllegalArgumentException mistake -> mistake;
            case IllegalStateException mistake -> mistake;
            case NullPointerException mistake -> mistake;
            case null -> new Unavailable(system, failed);
            case Throwable other -> new Unavailable(system, other);
        };
    }
}
