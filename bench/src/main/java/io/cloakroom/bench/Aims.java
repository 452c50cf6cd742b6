package io.cloakroom.bench;

import io.cloakroom.bench.report.Aim;
import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import java.util.List;
import java.util.Locale;

/** What we want of the figures. */
final class Aims {
    private static final double KNOWN_LEAST = 1;
    private static final double NEW_LEAST = 0.8;
    private static final double CHEAPER_LEAST = 150;
    private static final double P99_MILLIS_MOST = 5;
    private static final double FIRST_ANSWER_MILLIS_MOST = 700;
    private static final double ENTRY_UNITS_MOST = 0.1;

    private final List<Row> rows;

    private Aims(List<Row> rows) {
        this.rows = rows;
    }

    /** @param rows of a whole run */
    static List<Aim> of(List<Row> rows) {
        return new Aims(rows).all();
    }

    private List<Aim> all() {
        return List.of(
                atLeast(
                        KNOWN_LEAST,
                        "HAProxy's rate with known tokens",
                        ratio(Column.PER_SECOND, ReadRows.GATEWAY_KNOWN, ReadRows.HAPROXY_KNOWN)),
                atLeast(
                        NEW_LEAST,
                        "HAProxy's rate with new tokens",
                        ratio(Column.PER_SECOND, ReadRows.GATEWAY_NEW, ReadRows.HAPROXY_NEW)),
                atLeast(
                        CHEAPER_LEAST,
                        "less CPU for a read than the classic relay",
                        ratio(Column.CPU_MICROS, RelayRows.CLASSIC, ReadRows.GATEWAY_KNOWN)),
                within(
                        P99_MILLIS_MOST,
                        "ms p99 at 2,000 requests a second",
                        figure(ReadRows.GATEWAY_PACED, Column.P99_MILLIS)),
                within(
                        FIRST_ANSWER_MILLIS_MOST,
                        "ms from start to first answer, with AOT cache",
                        figure(StartRows.QUICK, Column.FIRST_ANSWER_MILLIS)),
                within(
                        ENTRY_UNITS_MOST,
                        "units written for a member's own read in the ledger",
                        figure(LedgerRows.GROUPED_READS, Column.ENTRY_UNITS)));
    }

    private static Aim atLeast(double least, String what, double got) {
        return new Aim("at least " + plain(least) + " times " + what, plain(got) + " times", got >= least);
    }

    /** @param what begins with the unit */
    private static Aim within(double most, String what, double got) {
        var unit = what.substring(0, what.indexOf(' '));
        return new Aim("at most " + plain(most) + " " + what, plain(got) + " " + unit, got <= most);
    }

    private double ratio(Column column, String over, String under) {
        return figure(over, column) / figure(under, column);
    }

    private double figure(String row, Column column) {
        return rows.stream()
                .filter(one -> one.id().equals(row))
                .findFirst()
                .flatMap(one -> one.figure(column))
                .orElseThrow();
    }

    /** Without decimals from ten on, and none that say nothing. */
    private static String plain(double figure) {
        var text = String.format(Locale.ROOT, figure >= 10 ? "%.0f" : figure >= 1 ? "%.2f" : "%.3f", figure);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
