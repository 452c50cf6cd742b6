package io.cloakroom.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.terminal.Checklist;
import io.cloakroom.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The member's story, as with WordPress: what stands in for it makes no difference to a member or to the gateway. */
@Tag("dynamodb")
class StoryWithoutWordPressTest {
    @Test
    void story_withTheStandIn_holdsInEveryStep(@TempDir Path temporary) throws Exception {
        Files.createDirectories(Downloads.folder());
        var state = StateFolder.open(temporary);
        var told = new ByteArrayOutputStream();
        try (var teardown = Teardown.atExit()) {
            var children = teardown.add(new Children(state.logs(), state.run()));
            var plan = LocalSystem.Plan.of(
                            Path.of("..").toAbsolutePath().normalize(), state, Ports.free(), Clock.systemUTC())
                    .withDownloads(Downloads.folder())
                    .withoutWordPress();
            var system = LocalSystem.start(plan, children, teardown, Progress.silent());
            var list = new Checklist(Terminal.of(new PrintStream(told, true, UTF_8), Map.of()));
            new StoryCheck(system, list).run();
            list.sum();
        }
        assertThat(told.toString(UTF_8)).contains("she signs in again and is back", " passed, 0 failed");
    }
}
