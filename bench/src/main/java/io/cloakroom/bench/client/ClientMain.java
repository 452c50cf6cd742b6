package io.cloakroom.bench.client;

import io.cloakroom.bench.measure.ClosedLoop;
import io.cloakroom.bench.measure.ProcessAccount;
import io.cloakroom.bench.measure.ResultLine;
import io.cloakroom.config.Settings;
import io.cloakroom.server.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** One client's reads in a JVM of its own, so that its CPU is its own and nobody has warmed it. */
final class ClientMain {
    private ClientMain() {}

    /** @param arguments client, configuration of a gateway, sub, callers, seconds to warm up, seconds to measure */
    public static void main(String[] arguments) {
        var config = ServerConfig.from(Settings.read(Path.of(arguments[1]), Map.of()));
        var read = Client.valueOf(arguments[0]).open(config.dynamoDb(), arguments[2]);
        var callers = Integer.parseInt(arguments[3]);
        var self = Set.of(ProcessHandle.current().pid());
        ClosedLoop.run(read, callers, Duration.ofSeconds(Long.parseLong(arguments[4])));
        var before = ProcessAccount.of(self).cpu();
        var load = ClosedLoop.run(read, callers, Duration.ofSeconds(Long.parseLong(arguments[5])));
        var after = ProcessAccount.of(self);
        var cpu = after.cpu().minus(before).toNanos() / 1000;
        System.out.println(ResultLine.of(load, Map.of("cpu", cpu, "resident", after.residentBytes())));
        System.exit(0);
    }
}
