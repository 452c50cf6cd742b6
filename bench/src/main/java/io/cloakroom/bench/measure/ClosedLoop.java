package io.cloakroom.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers who do one thing over and over, each as fast as it goes. */
public final class ClosedLoop {
    private ClosedLoop() {}

    /**
     * @param call the thing; whatever it throws ends the run
     * @throws IllegalStateException with what a call threw
     */
    public static Load run(Runnable call, int callers, Duration duration) {
        var begin = System.nanoTime();
        var deadline = begin + duration.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<List<Long>>>();
            for (var i = 0; i < callers; i++) all.add(threads.submit(() -> callUntil(deadline, call)));
            var nanos = new ArrayList<Long>();
            for (var one : all) nanos.addAll(one.get());
            var latencies =
                    new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Load(nanos.size(), took, latencies.within(0.5), latencies.within(0.99), 0, 0);
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static List<Long> callUntil(long deadline, Runnable call) {
        var nanos = new ArrayList<Long>();
        for (var begin = System.nanoTime(); begin < deadline; begin = System.nanoTime()) {
            call.run();
            nanos.add(System.nanoTime() - begin);
        }
        return nanos;
    }
}
