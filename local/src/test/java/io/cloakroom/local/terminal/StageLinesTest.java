package io.cloakroom.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StageLinesTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void stage_done_isOneLineWithResultSizeAndTime() {
        var written = Written.plain();
        try (var lines = new StageLines(written.terminal, nanos::get);
                var stage = lines.begin("WordPress, download")) {
            stage.bytes(22_400_000, 22_400_000);
            pass(6_150);
            stage.done("6.8.12");
        }

        assertThat(written.all()).isEqualTo("""
                \u2022 WordPress, download
                \u2713 WordPress, download        6.8.12                         22.4 MB       6.1 s
                """);
    }

    @Test
    void stage_closedWithoutDone_hasFailed() {
        var written = Written.plain();
        try (var lines = new StageLines(written.terminal, nanos::get)) {
            lines.begin("MariaDB").close();
        }

        assertThat(written.all()).contains("\u2717 MariaDB").contains("failed");
    }

    @Test
    void stage_closedAfterDone_isWrittenOnce() {
        var written = Written.plain();
        try (var lines = new StageLines(written.terminal, nanos::get);
                var stage = lines.begin("MariaDB")) {
            stage.done("");
        }

        assertThat(written.all()).containsOnlyOnce("\u2713 MariaDB").doesNotContain("failed");
    }

    @Test
    void live_twoStages_endedOneStandsAboveTheOther() {
        var written = Written.live(80);
        try (var lines = new StageLines(written.terminal, nanos::get);
                var first = lines.begin("MariaDB");
                var second = lines.begin("DynamoDB Local")) {
            second.done("3.1.0");

            assertThat(written.seen().lines().map(line -> line.substring(0, 16)))
                    .containsExactly("\u2713 DynamoDB Local", "\u2022 MariaDB       ");
            first.done("");
        }
        assertThat(written.seen().lines().map(line -> line.substring(0, 16)))
                .containsExactly("\u2713 DynamoDB Local", "\u2713 MariaDB       ");
    }

    @Test
    void live_closedWhileAStageIsUnderWay_leavesNothingOfIt() {
        var written = Written.live(80);
        var lines = new StageLines(written.terminal, nanos::get);
        var stage = lines.begin("MariaDB");

        lines.close();
        stage.done("too late");

        assertThat(written.seen()).isEmpty();
    }

    @Test
    void live_bytesKnown_showsABar() {
        var written = Written.live(80);
        try (var lines = new StageLines(written.terminal, nanos::get);
                var stage = lines.begin("WordPress, download")) {
            stage.bytes(50, 100);
            // The next stage paints both.
            lines.begin("MariaDB").done("");

            assertThat(written.seen())
                    .contains("\u2501".repeat(11) + "\u2500".repeat(12))
                    .contains(" 50 %");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100})
    void live_anyWidth_noLineIsWider(int columns) {
        var written = Written.live(columns);
        try (var lines = new StageLines(written.terminal, nanos::get);
                var stage = lines.begin("A name that is longer than the column of names")) {
            stage.bytes(99_999_999, 100_000_000);
            lines.begin("MariaDB").done("a result that does not fit in at all ".repeat(3));

            assertThat(written.seen().lines()).allMatch(line -> line.length() < columns);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1 kB", "999999, 1000 kB", "1000000, 1.0 MB", "22449999, 22.4 MB"})
    void sizes_bytes_areReadable(long bytes, String text) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "59999, 59.9 s", "60000, 1 min 0 s", "3605000, 60 min 5 s"})
    void sizes_time_isReadable(long millis, String text) {
        assertThat(Sizes.time(Duration.ofMillis(millis))).isEqualTo(text);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
