package io.cloakroom.cli.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks, one a line: a mark, a name, what was found; and below it what to do, where there is something to do. */
public final class Report {
    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final Terminal terminal;

    public Report(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param advice empty where nothing is to be done */
    public record Row(Mark mark, String name, String found, String advice) {}

    public void heading(String text) {
        out.println();
        out.println(terminal.bold(text));
        out.flush();
    }

    /** Names in a column of their own. */
    public void rows(List<Row> rows) {
        var width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        rows.forEach(row -> row(row, width));
        out.flush();
    }

    private void row(Row row, int width) {
        var margin = " ".repeat(INDENT.length() + 2 + width + 2);
        var name = row.name() + " ".repeat(width - row.name().length());
        out.println(INDENT + terminal.mark(row.mark()) + " " + name + INDENT + wrapped(row.found(), margin));
        if (!row.advice().isEmpty()) out.println(margin + faint(wrapped(row.advice(), margin)));
    }

    /** A line of its own, after all. */
    public void sum(String text) {
        out.println();
        out.println(terminal.bold(wrapped(text, "")));
        out.flush();
    }

    public void note(String text) {
        out.println(faint(wrapped(text, "")));
        out.flush();
    }

    private String faint(String text) {
        return text.lines().map(terminal::faint).collect(Collectors.joining(System.lineSeparator()));
    }

    /** Between words; a word that is longer than a line, such as an address, is left whole. */
    private String wrapped(String text, String margin) {
        var lines = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
        for (var word : text.split(" ", -1)) {
            var line = lines.getLast();
            var isFull = margin.length() + line.length() + 1 + word.length() > terminal.columns();
            if (!line.isEmpty() && isFull) lines.add(new StringBuilder(word));
            else line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return lines.stream().map(StringBuilder::toString).collect(Collectors.joining(System.lineSeparator() + margin));
    }
}
