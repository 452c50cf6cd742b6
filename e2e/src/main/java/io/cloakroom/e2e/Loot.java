package io.cloakroom.e2e;

import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Everything that WordPress has: its database, its files, its logs. */
final class Loot {
    private static final String PART = "What WordPress has";

    private final LocalSystem system;
    private final StateFolder state;
    private final Canaries canaries;

    Loot(LocalSystem system, StateFolder state, Canaries canaries) {
        this.system = system;
        this.state = state;
        this.canaries = canaries;
    }

    List<Attempt> take() {
        return List.of(
                database(),
                folder("every file of the site", state.site()),
                folder("every log of this machine's servers, the gateway's too", state.logs()));
    }

    private Attempt database() {
        var dump = state.run().resolve("stolen-database.txt");
        var script = new Resource(Loot.class, "dump.php").copyInto(state.run());
        var rows = system.site()
                .php()
                .run(script, Map.of("file", dump.toString()))
                .integer("rows")
                .orElse(0);
        var stolen = canaries.in(read(dump));
        return new Attempt(PART, "every row of the database", rows + " rows", stolen);
    }

    private Attempt folder(String what, Path folder) {
        var stolen = new TreeSet<String>();
        var files = 0;
        try (var walk = Files.walk(folder)) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                files++;
                stolen.addAll(canaries.in(read(file)));
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new Attempt(PART, what, files + " files", stolen);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
