package io.cloakroom.bench.report;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was measured.
 *
 * @param id for programs that read the table: {@code gateway-known}
 * @param does what is done for each request, and what is not, in one or two sentences
 * @param figures those that it has
 */
public record Row(Section section, String id, String title, String does, Map<Column, Double> figures) {
    /** Rows of one kind, which compare with one another. */
    public enum Section {
        READS("Reads"),
        CALLS("One GetItem from Java"),
        FACTS("Facts"),
        VAULT("Sealed records"),
        IMPORT("Import"),
        LEDGER("The ledger"),
        STARTS("Starts");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public Row {
        figures = Map.copyOf(figures);
    }

    public static Row of(Section section, String id, String title, String does) {
        return new Row(section, id, title, does, Map.of());
    }

    public Row with(Column column, double figure) {
        var more = new EnumMap<Column, Double>(Column.class);
        more.putAll(figures);
        more.put(column, figure);
        return new Row(section, id, title, does, more);
    }

    public Optional<Double> figure(Column column) {
        return Optional.ofNullable(figures.get(column));
    }

    /** The figure as it is written; empty if the row has none. */
    public String text(Column column) {
        return figure(column)
                .map(figure -> String.format(Locale.ROOT, "%." + column.decimals() + "f", figure))
                .orElse("");
    }
}
