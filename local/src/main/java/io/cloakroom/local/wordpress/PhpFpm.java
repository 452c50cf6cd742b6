package io.cloakroom.local.wordpress;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PHP for the web server: four workers, as many as a small host has. */
final class PhpFpm {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    private PhpFpm() {}

    static Child start(StateFolder state, Programs programs, Sockets sockets, Children children) {
        var user = System.getProperty("user.name");
        var values = Map.of(
                "LOGS", state.logs().toString(),
                "SOCKET", sockets.php().toString(),
                "TEMPORARY", temporary(state),
                // Only root may give them, and must.
                "USER", user.equals("root") ? "user = root\ngroup = root" : "");
        var file = new Resource(PhpFpm.class, "php-fpm.conf").fillInto(state.run(), values);
        var command = new ArrayList<>(
                List.of(programs.phpFpm().toString(), "--nodaemonize", "--fpm-config", file.toString()));
        if (user.equals("root")) command.add("--allow-to-run-as-root");
        var program = new Program("PHP", command, Map.of(), state.run());
        return children.start(program, Readiness.socket(sockets.php(), START_WITHIN));
    }

    private static String temporary(StateFolder state) {
        try {
            return Files.createDirectories(state.run().resolve("php")).toString();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
