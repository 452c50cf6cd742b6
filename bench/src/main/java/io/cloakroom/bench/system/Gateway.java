package io.cloakroom.bench.system;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gateway as {@code ./cloakroom serve} runs it: a JVM of its own, from jars. */
public final class Gateway implements Subject {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final GatewaySetUp setUp;
    private final Child process;

    private Gateway(GatewaySetUp setUp, Child process) {
        this.setUp = setUp;
        this.process = process;
    }

    /** One that is measured. */
    public static Gateway start(Workbench bench, GatewaySetUp setUp) {
        return start(bench, setUp, bench.cores().onServer(command(bench.checkout(), setUp, List.of())));
    }

    /** One that stands behind what is measured. */
    public static Gateway startBesideLoad(Workbench bench, GatewaySetUp setUp) {
        return start(bench, setUp, command(bench.checkout(), setUp, List.of()));
    }

    private static Gateway start(Workbench bench, GatewaySetUp setUp, List<String> command) {
        var program = new Program("Gateway", command, Map.of(), bench.state().run());
        return new Gateway(setUp, bench.children().start(program, Readiness.port(setUp.port(), START_WITHIN)));
    }

    /** @param options for the JVM, beside those of {@code ./cloakroom} */
    static List<String> command(Path checkout, GatewaySetUp setUp, List<String> options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                checkout.resolve("cli/target/cloakroom-cli.jar").toString(),
                "serve",
                "--config",
                setUp.file().toString()));
        return command;
    }

    @Override
    public int port() {
        return setUp.port();
    }

    @Override
    public Set<Long> pids() {
        return Set.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
