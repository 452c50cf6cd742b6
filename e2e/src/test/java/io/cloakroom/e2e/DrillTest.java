package io.cloakroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promise: WordPress taken over completely, and nothing stolen. */
@Tag("browser")
class DrillTest {
    @Test
    void wordPressTakenOver_everythingTried_nothingIsStolen() throws IOException {
        try (var stage = Stage.open()) {
            var report = new Drill(stage.system, stage.state, stage.chromium).run();
            assertThat(report.thefts()).isEmpty();
            assertThat(report.attempts()).hasSizeGreaterThan(50);
        }
    }
}
