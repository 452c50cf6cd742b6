package io.cloakroom.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes so that they end when this one is killed, and are not hit by a Ctrl-C that is meant for us. Where util-linux
 * is missing, it starts them as they are.
 */
final class Leash implements AutoCloseable {
    // The kernel sends its signal when the thread that started the child ends: so one that stays starts them all.
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("starts-children").factory());
    private final List<String> prefix = prefix(System.getenv().getOrDefault("PATH", ""));

    Process start(ProcessBuilder builder) throws ExecutionException, InterruptedException {
        var command = new ArrayList<>(prefix);
        command.addAll(builder.command());
        builder.command(command);
        return starter.submit(builder::start).get();
    }

    @Override
    public void close() {
        starter.shutdown();
    }

    private static List<String> prefix(String searchPath) {
        var prefix = new ArrayList<String>();
        find("setpriv", searchPath).ifPresent(found -> prefix.addAll(List.of(found, "--pdeathsig", "TERM", "--")));
        find("setsid", searchPath).ifPresent(prefix::add);
        return List.copyOf(prefix);
    }

    private static Optional<String> find(String program, String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
