package io.cloakroom.bench.system;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What everything that is set up for measuring needs.
 *
 * @param checkout where the gateway's jar and the plugin are
 * @param downloads what came from outside
 * @param state of this run alone
 */
public record Workbench(
        Path checkout, Path downloads, StateFolder state, Children children, Progress progress, Cores cores) {

    /** A folder for the files of one thing that is set up. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(state.run().resolve(name));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Starts what is measured. */
    Child startOnServer(String name, List<String> command, Readiness readiness) {
        var program = new Program(name, cores.onServer(command), Map.of(), state.run());
        return children.start(program, readiness);
    }
}
