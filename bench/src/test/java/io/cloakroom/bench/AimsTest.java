package io.cloakroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.bench.report.Aim;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AimsTest {
    @Test
    void of_edgesFromTheGoodSide_areReached() {
        assertThat(aims(20_000, 16_000, 50, 5, 700, 0.1)).allMatch(Aim::isReached);
    }

    @Test
    void of_edgesFromTheOtherSide_areMissed() {
        assertThat(aims(19_999, 15_999, 50.1, 5.01, 701, 0.101)).noneMatch(Aim::isReached);
    }

    @Test
    void of_figures_areToldAsTheyCompare() {
        assertThat(aims(30_000, 17_000, 40, 1.5, 655, 0.087))
                .extracting(Aim::got)
                .containsExactly("1.5 times", "0.85 times", "188 times", "1.5 ms", "655 ms", "0.087 units");
        assertThat(aims(30_000, 17_000, 40, 1.5, 655, 0.087))
                .extracting(Aim::what)
                .contains(
                        "at least 1 times HAProxy's rate with known tokens",
                        "at most 5 ms p99 at 2,000 requests a second",
                        "at most 0.1 units written for a member's own read in the ledger");
    }

    /** Against a proxy with 20,000 a second, and a relay of 7.5 ms. */
    private static List<Aim> aims(double known, double fresh, double micros, double p99, double first, double units) {
        return Aims.of(List.of(
                row(ReadRows.HAPROXY_KNOWN, Column.PER_SECOND, 20_000),
                row(ReadRows.HAPROXY_NEW, Column.PER_SECOND, 20_000),
                row(RelayRows.CLASSIC, Column.CPU_MICROS, 7_500),
                row(ReadRows.GATEWAY_KNOWN, Column.PER_SECOND, known).with(Column.CPU_MICROS, micros),
                row(ReadRows.GATEWAY_NEW, Column.PER_SECOND, fresh),
                row(ReadRows.GATEWAY_PACED, Column.P99_MILLIS, p99),
                row(StartRows.QUICK, Column.FIRST_ANSWER_MILLIS, first),
                row(LedgerRows.GROUPED_READS, Column.ENTRY_UNITS, units)));
    }

    private static Row row(String id, Column column, double figure) {
        return Row.of(Section.READS, id, id, "").with(column, figure);
    }
}
