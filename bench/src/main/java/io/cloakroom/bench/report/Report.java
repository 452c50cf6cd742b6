package io.cloakroom.bench.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * All that one run has measured.
 *
 * @param notes what holds for many rows, a sentence or two each
 */
public record Report(Instant at, Machine machine, List<String> notes, List<Row> rows, List<Aim> aims) {
    public Report {
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
        aims = List.copyOf(aims);
    }

    public List<Row> rows(Row.Section section) {
        return rows.stream().filter(row -> row.section() == section).toList();
    }

    /** The columns in which at least one of these rows has a figure. */
    public static List<Column> columns(List<Row> rows) {
        return Arrays.stream(Column.values())
                .filter(column ->
                        rows.stream().anyMatch(row -> row.figure(column).isPresent()))
                .toList();
    }
}
