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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The web server before the site. */
final class Nginx {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    private Nginx() {}

    static Child start(StateFolder state, Programs programs, Sockets sockets, SiteConfig config, Children children) {
        var values = Map.of(
                "HOST", config.host(),
                "PORT", Integer.toString(config.port()),
                "SITE", state.site().toString(),
                "SOCKET", sockets.php().toString(),
                "LOGS", state.logs().toString(),
                "RUN", state.run().toString(),
                // As root it would else become www-data, which cannot read the site.
                "USER", System.getProperty("user.name").equals("root") ? "user root;" : "");
        var pid = state.run().resolve("nginx.pid");
        remove(pid);
        var file = new Resource(Nginx.class, "nginx.conf").fillInto(state.run(), values);
        var program =
                Program.of("nginx", state.run(), programs.nginx().toString(), "-e", "stderr", "-c", file.toString());
        // It writes the file once it has its port; who answers on the port before may be another.
        return children.start(program, new Readiness(START_WITHIN, () -> Files.exists(pid)));
    }

    private static void remove(Path pid) {
        try {
            Files.deleteIfExists(pid);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
