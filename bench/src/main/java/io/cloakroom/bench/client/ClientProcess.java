package io.cloakroom.bench.client;

import io.cloakroom.bench.measure.Load;
import io.cloakroom.bench.measure.ResultLine;
import io.cloakroom.bench.system.Workbench;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.SetUpException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a {@link Client} in a JVM of its own, on the server's core. */
public final class ClientProcess {
    private static final int CALLERS = 32;
    private static final int WARM_UP_ROWS = 3;
    private static final Duration LONGER_THAN_ASKED = Duration.ofSeconds(60);

    private final Workbench bench;
    private final Path config;
    private final String sub;

    /**
     * @param config of a gateway that reads from the upstream that is to be asked
     * @param sub whose record is read
     */
    public ClientProcess(Workbench bench, Path config, String sub) {
        this.bench = bench;
        this.config = config;
        this.sub = sub;
    }

    /** What it did, and what that cost it. */
    public record Outcome(Load load, Duration cpu, long residentBytes) {}

    /** @param duration of the measuring; the warm-up before it is three times as long */
    public Outcome run(Client client, Duration duration) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-classpath",
                classPath(),
                ClientMain.class.getName(),
                client.name(),
                config.toString(),
                sub,
                Integer.toString(CALLERS),
                Long.toString(duration.toSeconds() * WARM_UP_ROWS),
                Long.toString(duration.toSeconds()));
        var program = new Program(
                "Client",
                bench.cores().onServer(command),
                Map.of(),
                bench.state().run());
        var within = duration.multipliedBy(WARM_UP_ROWS + 1).plus(LONGER_THAN_ASKED);
        var finished = bench.children().run(program, within);
        return outcome(finished.output())
                .orElseThrow(() -> new SetUpException(
                        client.title() + " ended without its figures", "Look at its log.", finished.log(), null));
    }

    /** Ours; its parts may be named from where we were started. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Outcome> outcome(String output) {
        return ResultLine.parse(output)
                .flatMap(load -> ResultLine.value(output, "cpu")
                        .flatMap(cpu -> ResultLine.value(output, "resident")
                                .map(resident -> new Outcome(load, Duration.ofNanos(cpu * 1000), resident))));
    }
}
