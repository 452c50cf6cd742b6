package io.cloakroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.bench.report.Row.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    private static final Machine MACHINE =
            new Machine(2, "Some \"CPU\", 3 GHz", "6.1", "Temurin, 25", "server on one core");
    private static final Row READ = Row.of(Section.READS, "a", "A | b", "Does this.")
            .with(Column.REQUESTS, 1_234_567)
            .with(Column.CPU_MICROS, 41.26)
            .with(Column.P99_MILLIS, 0.004);
    private static final Row ALIKE = Row.of(Section.READS, "b", "C", "Does this.");
    private static final Row START =
            Row.of(Section.STARTS, "s", "Start", "Begins.").with(Column.FIRST_ANSWER_MILLIS, 699.6);
    private static final Report REPORT = new Report(
            Instant.parse("2026-11-25T12:34:56Z"),
            MACHINE,
            List.of("A note."),
            List.of(READ, ALIKE, START),
            List.of(new Aim("fast", "3 ms", true), new Aim("faster", "4 ms", false)));

    @TempDir
    Path temporary;

    @Test
    void markdown_report_hasATableForEachSectionWithRows() {
        assertThat(Markdown.of(REPORT)).isEqualTo("""
                # Cloakroom bench, 2026-11-25 12:34 UTC

                2 cores, Some "CPU", 3 GHz; Linux 6.1; Temurin, 25; server on one core.

                - A note.

                ## Reads

                | row | requests | CPU us | p99 ms |
                | --- | --- | --- | --- |
                | A \\| b | 1234567 | 41.3 | 0.00 |
                | C |  |  |  |

                - **A | b, C**: Does this.

                ## Starts

                | row | first answer ms |
                | --- | --- |
                | Start | 700 |

                - **Start**: Begins.

                ## Aims

                | aim | got | reached |
                | --- | --- | --- |
                | fast | 3 ms | yes |
                | faster | 4 ms | no |
                """);
    }

    @Test
    void csv_report_hasALineForEachRowWithDateAndMachine() {
        var lines = Csv.of(REPORT).split("\r\n", -1);

        assertThat(lines).hasSize(5).endsWith("");
        assertThat(lines[0])
                .startsWith("date,cores,cpu,kernel,jdk,placement,section,row,connections,requests,seconds,per-second,")
                .endsWith(",first-answer-millis,first-read-millis,others-percent");
        assertThat(lines[1])
                .startsWith("2026-11-25T12:34:56Z,2,\"Some \"\"CPU\"\", 3 GHz\",6.1,\"Temurin, 25\",server on one core,"
                        + "reads,a,,1234567,,,41.3,,0.00,");
        assertThat(lines[3]).contains(",starts,s,").endsWith(",700,,");
    }

    @Test
    void row_figureTwice_isTheLast() {
        assertThat(READ.with(Column.CPU_MICROS, 1).text(Column.CPU_MICROS)).isEqualTo("1.0");
        assertThat(READ.text(Column.CONNECTIONS)).isEmpty();
    }

    @Test
    void machine_detected_namesNoHost() throws Exception {
        var host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();

        var machine = Machine.detect(2, "placement");

        assertThat(machine.sentence()).contains("2 cores").contains(System.getProperty("os.version"));
        assertThat(machine.sentence().split("[ ;,]+", -1)).doesNotContain(host);
    }

    @Test
    void machine_cpuInfoWithoutModel_isTheArchitecture() throws Exception {
        var file = Files.writeString(temporary.resolve("cpuinfo"), "processor : 0\nBogoMIPS : 50\n");

        assertThat(Machine.cpu(file)).isEqualTo(System.getProperty("os.arch"));
        Files.writeString(file, "processor\t: 0\nmodel name\t: Some CPU\nprocessor\t: 1\nmodel name\t: Some CPU\n");
        assertThat(Machine.cpu(file)).isEqualTo("Some CPU");
    }
}
