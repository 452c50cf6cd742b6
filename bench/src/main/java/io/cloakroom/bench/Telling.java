package io.cloakroom.bench;

import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Report;
import io.cloakroom.bench.report.Row;
import io.cloakroom.local.terminal.Checklist;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;

/** The last screen: the figures that matter, in columns, and what was aimed at. */
final class Telling {
    private static final int TITLE_COLUMNS = 32;
    private static final int FIGURE_COLUMNS = 10;
    private static final List<Column> READS = List.of(
            Column.PER_SECOND, Column.CPU_MICROS, Column.P50_MILLIS, Column.P99_MILLIS, Column.RESIDENT_MEGABYTES);
    private static final List<Column> OPENINGS =
            List.of(Column.PER_SECOND, Column.CPU_MICROS, Column.P50_MILLIS, Column.P99_MILLIS, Column.OF_PEER);
    private static final List<Column> FACTS =
            List.of(Column.FACTS_PER_SECOND, Column.CPU_MICROS, Column.RESIDENT_MEGABYTES, Column.WRITE_UNITS);
    private static final List<Column> IMPORTS = List.of(Column.RECORDS_PER_SECOND, Column.CPU_MICROS, Column.OF_PEER);
    private static final List<Column> LEDGER =
            List.of(Column.ENTRY_MICROS, Column.ENTRY_BYTES, Column.ENTRY_UNITS, Column.ENTRY_UNITS_WITH_POINTERS);
    private static final List<Column> STARTS = List.of(Column.FIRST_ANSWER_MILLIS, Column.FIRST_READ_MILLIS);

    private static final double DISTURBED_PERCENT = 10;

    private final Terminal terminal;
    private final Screen screen;

    Telling(Terminal terminal) {
        this.terminal = terminal;
        this.screen = new Screen(terminal);
    }

    void tell(Report report, Path saved) {
        for (var section : Row.Section.values()) {
            screen.heading(section.title());
            table(report.rows(section), columns(section));
        }
        screen.heading("Aims");
        var list = new Checklist(terminal);
        for (var aim : report.aims()) list.line(aim.what() + ": " + aim.got(), aim.isReached());
        screen.sentence("");
        if (isDisturbed(report)) {
            screen.sentence("Others worked on this machine at the same time: the tables say how much, row by row.");
        }
        screen.sentence("What each row does stands in " + saved);
    }

    private static List<Column> columns(Row.Section section) {
        return switch (section) {
            case READS, CALLS -> READS;
            case VAULT -> OPENINGS;
            case FACTS -> FACTS;
            case IMPORT -> IMPORTS;
            case LEDGER -> LEDGER;
            case STARTS -> STARTS;
        };
    }

    private void table(List<Row> rows, List<Column> columns) {
        var head = new StringBuilder(left(""));
        columns.forEach(column -> head.append(right(column, column.title())));
        terminal.out().println(head);
        for (var row : rows) {
            var line = new StringBuilder(left(row.title()));
            columns.forEach(column -> line.append(right(column, row.text(column))));
            terminal.out().println(line);
        }
        terminal.out().flush();
    }

    private static boolean isDisturbed(Report report) {
        return report.rows().stream()
                .flatMap(row -> row.figure(Column.OTHERS_PERCENT).stream())
                .anyMatch(percent -> percent > DISTURBED_PERCENT);
    }

    private static String left(String text) {
        return text + " ".repeat(Math.max(0, TITLE_COLUMNS - text.length()));
    }

    private static String right(Column column, String text) {
        var width = Math.max(FIGURE_COLUMNS, column.title().length() + 2);
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }
}
