package io.cloakroom.bench.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report for people. */
public final class Markdown {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    private Markdown() {}

    public static String of(Report report) {
        var markdown = new Markdown();
        markdown.line("# Cloakroom bench, " + DATE.format(report.at()));
        markdown.line("");
        markdown.line(report.machine().sentence() + ".");
        markdown.line("");
        for (var note : report.notes()) markdown.line("- " + note);
        for (var section : Row.Section.values()) markdown.section(section, report.rows(section));
        markdown.aims(report.aims());
        return markdown.text.toString();
    }

    private void section(Row.Section section, List<Row> rows) {
        if (rows.isEmpty()) return;
        heading(section.title());
        var columns = Report.columns(rows);
        table(Stream.concat(Stream.of("row"), columns.stream().map(Column::title))
                .toList());
        for (var row : rows) {
            cells(Stream.concat(Stream.of(row.title()), columns.stream().map(row::text))
                    .toList());
        }
        line("");
        byWhatTheyDo(rows).forEach((does, titles) -> line("- **" + String.join(", ", titles) + "**: " + does));
    }

    /** Rows that do the same are explained together. */
    private static Map<String, List<String>> byWhatTheyDo(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Row::does, LinkedHashMap::new, Collectors.mapping(Row::title, Collectors.toList())));
    }

    private void aims(List<Aim> aims) {
        if (aims.isEmpty()) return;
        heading("Aims");
        table(List.of("aim", "got", "reached"));
        for (var aim : aims) cells(List.of(aim.what(), aim.got(), aim.isReached() ? "yes" : "no"));
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void table(List<String> titles) {
        cells(titles);
        cells(titles.stream().map(_ -> "---").toList());
    }

    private void cells(List<String> cells) {
        line(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
