package io.cloakroom.bench.measure;

import io.cloakroom.bench.load.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Load at a rate of its own, whatever the server does. Each answer's time counts from the moment at which its request was due,
 * so that a server that stalls pays for all who had to wait (what others call coordinated omission does not happen here).
 */
public final class PacedLoad {
    private final int port;
    private final List<byte[]> requests;
    private final long[] nanos;
    private final long between;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    private PacedLoad(int port, List<byte[]> requests, int perSecond, Duration duration) {
        this.port = port;
        this.requests = List.copyOf(requests);
        this.between = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanos = new long[Math.toIntExact(duration.toNanos() / between)];
    }

    /** @param requests sent in turn */
    public static Load run(int port, List<byte[]> requests, int perSecond, int connections, Duration duration) {
        return new PacedLoad(port, requests, perSecond, duration).run(connections);
    }

    private Load run(int connections) {
        var begin = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < connections; i++) workers.execute(() -> work(begin));
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        var latencies = new Latencies(nanos);
        return new Load(nanos.length, took, latencies.within(0.5), latencies.within(0.99), faults.get(), 0);
    }

    private void work(long begin) {
        try (var connection = new HttpConnection(port)) {
            for (var i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
                var due = begin + i * between;
                sleepUntil(due);
                var answer = connection.exchange(requests.get((int) (i % requests.size())));
                nanos[(int) i] = System.nanoTime() - due;
                if (answer.status() / 100 != 2) faults.incrementAndGet();
            }
        } catch (IOException broken) {
            faults.incrementAndGet();
        }
    }

    private static void sleepUntil(long due) {
        for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) LockSupport.parkNanos(wait);
    }
}
