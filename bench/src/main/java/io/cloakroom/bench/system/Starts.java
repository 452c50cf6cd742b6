package io.cloakroom.bench.system;

import io.cloakroom.bench.load.HttpConnection;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a gateway takes from the call that starts its process to its first answers. All cores are its to use. */
public final class Starts {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(1);

    private final Workbench bench;
    private final GatewaySetUp setUp;
    private final byte[] read;

    /** @param read a whole authenticated read that is answered by 200 */
    public Starts(Workbench bench, GatewaySetUp setUp, byte[] read) {
        this.bench = bench;
        this.setUp = setUp;
        this.read = read;
    }

    /**
     * One start.
     *
     * @param answer of {@code /healthz}
     * @param read tokens believed, record found and opened
     */
    public record First(Duration answer, Duration read) {}

    /**
     * Medians of several starts, after one that does not count.
     *
     * @param options for the JVM
     */
    public First medians(List<String> options, int starts) {
        once(options);
        var all = new ArrayList<First>();
        for (var i = 0; i < starts; i++) all.add(once(options));
        return new First(
                median(all.stream().map(First::answer).toList()),
                median(all.stream().map(First::read).toList()));
    }

    /** Lets a gateway note down, at its end, what starts after it can use. */
    public void train(Path cache) {
        once(List.of("-XX:AOTCacheOutput=" + cache));
    }

    private First once(List<String> options) {
        var command = new Program(
                "Gateway",
                Gateway.command(bench.checkout(), setUp, options),
                Map.of(),
                bench.state().run());
        var begin = System.nanoTime();
        // We look ourselves, and more often.
        try (var process = bench.children().start(command, new Readiness(WITHIN, () -> true))) {
            var health = Requests.get("localhost", "/healthz");
            var answer = await(process, setUp.managementPort(), health, begin);
            return new First(answer, await(process, setUp.port(), read, begin));
        }
    }

    private static Duration await(Child process, int port, byte[] request, long begin) {
        while (process.isAlive() && System.nanoTime() - begin < WITHIN.toNanos()) {
            if (isAnswered(port, request)) return Duration.ofNanos(System.nanoTime() - begin);
            pause();
        }
        throw process.trouble("gave no answer");
    }

    private static boolean isAnswered(int port, byte[] request) {
        try {
            return HttpConnection.ask(port, request).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SetUpException("Interrupted", "Start again.", null, stopped);
        }
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }
}
