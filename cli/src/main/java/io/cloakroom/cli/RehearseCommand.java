package io.cloakroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the gateway for a moment, for nobody: the JVM notes what it loads and compiles, and later starts are quick. {@code
 * ./cloakroom serve} runs this once for each build.
 */
@Command(name = "rehearse", hidden = true, description = "Run the gateway for a moment, for the JVM to take notes.")
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        try (var rehearsal = Rehearsal.begin()) {
            return rehearsal.run() ? 0 : 1;
        }
    }
}
