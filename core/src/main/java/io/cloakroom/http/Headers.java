package io.cloakroom.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Header lines in their order. Names compare without regard to case; values are raw, and do not print. */
public record Headers(List<Line> lines) {
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        lines = List.copyOf(lines);
    }

    /** One header line. */
    public record Line(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The values of every line with this name. */
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    /** The value, if the header stands there exactly once: two lines that could contradict each other are none. */
    public Optional<String> only(String name) {
        var values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    public boolean has(String name) {
        return lines.stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
    }

    @Override
    public String toString() {
        return lines.stream().map(Line::name).collect(Collectors.joining(", ", "Headers[", "]"));
    }
}
