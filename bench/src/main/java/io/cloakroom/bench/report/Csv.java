package io.cloakroom.bench.report;

import io.cloakroom.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report for programs: a line for each row, each with date and machine, so that tables of many days can be laid together.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, 2</a>
 */
public final class Csv {
    private static final String LINE_END = "\r\n";

    private Csv() {}

    public static String of(Report report) {
        var titles = new ArrayList<>(List.of("date", "cores", "cpu", "kernel", "jdk", "placement", "section", "row"));
        Arrays.stream(Column.values()).map(Settings::spelling).forEach(titles::add);
        return line(titles)
                + report.rows().stream().map(row -> line(report, row)).collect(Collectors.joining());
    }

    private static String line(Report report, Row row) {
        var machine = report.machine();
        var cells = new ArrayList<>(List.of(
                report.at().toString(),
                Integer.toString(machine.cores()),
                machine.cpu(),
                machine.kernel(),
                machine.jdk(),
                machine.placement(),
                Settings.spelling(row.section()),
                row.id()));
        Arrays.stream(Column.values()).map(row::text).forEach(cells::add);
        return line(cells);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String cell(String text) {
        var isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
