package io.cloakroom.bench.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The line with which a load generator of another process ends, wrk with our script among them: {@code bench requests=1
 * micros=2 p50=3 p99=4 faults=5 rounds=6}, times in microseconds.
 */
public final class ResultLine {
    private static final Pattern LINE = Pattern.compile("^bench((?: [a-z0-9]+=[0-9]{1,18})+)$", Pattern.MULTILINE);
    private static final Set<String> NAMES = Set.of("requests", "micros", "p50", "p99", "faults", "rounds");

    private ResultLine() {}

    /** @return empty if the line is missing or lacks a value; further values are ignored */
    public static Optional<Load> parse(String output) {
        return values(output)
                .filter(values -> values.keySet().containsAll(NAMES))
                .map(ResultLine::load);
    }

    /** One further value of the line. */
    public static Optional<Long> value(String output, String name) {
        return values(output).map(values -> values.get(name));
    }

    private static Optional<Map<String, Long>> values(String output) {
        var line = LINE.matcher(output);
        if (!line.find()) return Optional.empty();
        var values = new HashMap<String, Long>();
        for (var pair : line.group(1).strip().split(" ", -1)) {
            var equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), Long.valueOf(pair.substring(equals + 1)));
        }
        return Optional.of(values);
    }

    private static Load load(Map<String, Long> values) {
        return new Load(
                values.getOrDefault("requests", 0L),
                micros(values, "micros"),
                micros(values, "p50"),
                micros(values, "p99"),
                values.getOrDefault("faults", 0L),
                values.getOrDefault("rounds", 0L));
    }

    private static Duration micros(Map<String, Long> values, String name) {
        return Duration.ofNanos(values.getOrDefault(name, 0L) * 1000);
    }

    /** The line for a load. */
    public static String of(Load load, Map<String, Long> more) {
        var line = "bench requests=%d micros=%d p50=%d p99=%d faults=%d rounds=%d"
                .formatted(
                        load.requests(),
                        load.took().toNanos() / 1000,
                        load.p50().toNanos() / 1000,
                        load.p99().toNanos() / 1000,
                        load.faults(),
                        load.rounds());
        return more.entrySet().stream()
                .map(value -> " " + value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining("", line, ""));
    }
}
