package io.cloakroom.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.bench.load.Requests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PacedLoadTest {
    private static final Duration STALL = Duration.ofMillis(400);

    private final AtomicInteger asked = new AtomicInteger();
    private volatile int stallsAt = -1;
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            synchronized (this) {
                if (asked.incrementAndGet() == stallsAt) sleep();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void run_rateAndDuration_sendThatMany() {
        var load = run(200, 4, Duration.ofSeconds(1));

        assertThat(load.requests()).isEqualTo(200);
        assertThat(asked).hasValue(200);
        assertThat(load.faults()).isZero();
        assertThat(load.took()).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void run_serverStallsOnce_allWhoWereDueMeanwhilePay() {
        stallsAt = 50;

        var load = run(200, 1, Duration.ofSeconds(1));

        // 80 of 200 fall due within the stall; a client that waits and then goes on would see a single slow answer.
        assertThat(load.p99()).isGreaterThan(STALL.multipliedBy(9).dividedBy(10));
        assertThat(load.requests()).isEqualTo(200);
    }

    @Test
    void run_refusals_areFaults() {
        status = 503;

        assertThat(run(100, 2, Duration.ofMillis(500)).faults()).isEqualTo(50);
    }

    @Test
    void latencies_nearestRank_isOnTheSafeSide() {
        var latencies = new Latencies(new long[] {40, 10, 30, 20});

        assertThat(latencies.within(0.5)).isEqualTo(Duration.ofNanos(20));
        assertThat(latencies.within(0.51)).isEqualTo(Duration.ofNanos(30));
        assertThat(latencies.within(1)).isEqualTo(Duration.ofNanos(40));
        assertThat(latencies.within(0)).isEqualTo(Duration.ofNanos(10));
        assertThat(new Latencies(new long[0]).within(0.99)).isZero();
    }

    private Load run(int perSecond, int connections, Duration duration) {
        var request = Requests.get("localhost", "/");
        return PacedLoad.run(server.getAddress().getPort(), List.of(request), perSecond, connections, duration);
    }

    private static void sleep() {
        try {
            Thread.sleep(STALL);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
