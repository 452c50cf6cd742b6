package io.cloakroom.cli;

import io.cloakroom.server.CloakroomServer;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Run the gateway.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var settings = config.read();
        var server = start(settings);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            server.close();
            stopped.countDown();
        }));
        var out = spec.commandLine().getOut();
        out.println("Serving " + settings.gateway().publicUrl() + " on port " + server.port() + ". Ctrl-C stops.");
        out.flush();
        stopped.await();
        return 0;
    }

    private static CloakroomServer start(ServerConfig settings) throws IOException {
        try {
            return CloakroomServer.start(settings, Clock.systemUTC());
        } catch (IllegalStateException taken) {
            throw new IOException(
                    taken.getMessage() + ": another process has it; stop that, or set listen.port or management.port",
                    taken);
        }
    }
}
