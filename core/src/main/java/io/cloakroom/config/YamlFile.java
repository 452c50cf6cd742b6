package io.cloakroom.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML 1.2 file, laid flat: dotted path to its texts, with the line where each was written. Lines count from 1. */
final class YamlFile {
    private static final int DEPTH_MAX = 12;

    /**
     * One text for a scalar, any number for a list of scalars.
     *
     * @param line of the key
     * @param lines one for each text
     */
    record Entry(List<String> texts, boolean isList, int line, List<Integer> lines) {}

    private final Faults faults;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> maps = new LinkedHashMap<>();
    private final Set<String> empty = new LinkedHashSet<>();
    private boolean isBroken;

    private YamlFile(Faults faults) {
        this.faults = faults;
    }

    /** @param faults gets those of the file's own form */
    static YamlFile parse(String name, String yaml, Faults faults) {
        var file = new YamlFile(faults);
        var settings = LoadSettings.builder().setLabel(name).build();
        try {
            file.checkForm(new Parse(settings).parseString(yaml));
            if (!file.isBroken) new Compose(settings).composeString(yaml).ifPresent(file::flattenRoot);
        } catch (MarkedYamlEngineException fault) {
            file.broken(lineOf(fault.getProblemMark()), "not YAML: " + fault.getProblem());
        } catch (YamlEngineException fault) {
            file.broken(1, "not YAML: " + fault.getMessage());
        }
        if (file.isBroken) faults.keepTheseAlone();
        return file;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Every key that other keys may stand below, with its line; those without a value are among them. */
    Map<String, Integer> maps() {
        return maps;
    }

    /** Keys with nothing behind them: neither a value nor, in braces, "all as usual". */
    Set<String> empty() {
        return empty;
    }

    /** Of a key that is missing: the line of the nearest one above it. */
    int line(String key) {
        var entry = entries.get(key);
        if (entry != null) return entry.line();
        for (var path = key; !path.isEmpty(); path = path.substring(0, Math.max(0, path.lastIndexOf('.')))) {
            var line = maps.get(path);
            if (line != null) return line;
        }
        return 1;
    }

    /** Whether nothing can be said of what stands in it. */
    boolean isBroken() {
        return isBroken;
    }

    /** Seen before any node is made: nodes are made by recursion, and aliases let a small file unfold into a huge one. */
    private void checkForm(Iterable<Event> events) {
        var depth = 0;
        var documents = 0;
        for (var event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case DocumentStart -> documents++;
                case Alias -> broken(lineOf(event.getStartMark()), "aliases (*name) are not supported");
                default -> {
                    // Nothing that a file could have too much of.
                }
            }
            if (depth > DEPTH_MAX) broken(lineOf(event.getStartMark()), "more than " + DEPTH_MAX + " levels");
            if (documents > 1) broken(lineOf(event.getStartMark()), "one document, without a second ---");
            if (isBroken) return;
        }
    }

    private void flattenRoot(Node root) {
        if (root instanceof MappingNode map) flattenMap("", map);
        else if (!isNull(root)) broken(lineOf(root.getStartMark()), "a map of settings is expected");
    }

    private void flattenMap(String path, MappingNode map) {
        var seen = new LinkedHashMap<String, Integer>();
        for (var tuple : map.getValue()) {
            var line = lineOf(tuple.getKeyNode().getStartMark());
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.isBlank() || key.contains(".")) {
                faults.add(line, path.isEmpty() ? "keys" : path, "a key is one word without dots");
                continue;
            }
            var full = path.isEmpty() ? key : path + "." + key;
            var earlier = seen.putIfAbsent(key, line);
            if (earlier == null) flatten(full, tuple, line);
            else faults.add(line, full, "given before, in line " + earlier);
        }
    }

    private void flatten(String path, NodeTuple tuple, int line) {
        switch (tuple.getValueNode()) {
            case MappingNode map -> {
                maps.put(path, line);
                flattenMap(path, map);
            }
            case SequenceNode list -> flattenList(path, list, line);
            case ScalarNode scalar
            when isNull(scalar) -> {
                maps.put(path, line);
                empty.add(path);
            }
            case ScalarNode scalar ->
                entries.put(path, new Entry(List.of(scalar.getValue()), false, line, List.of(line)));
            default -> faults.add(line, path, "a map, a list or a text is expected");
        }
    }

    private void flattenList(String path, SequenceNode list, int line) {
        var texts = new ArrayList<String>();
        var lines = new ArrayList<Integer>();
        for (var item : list.getValue()) {
            var at = lineOf(item.getStartMark());
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
                lines.add(at);
            } else {
                faults.add(at, path, "a list holds plain texts");
            }
        }
        entries.put(path, new Entry(List.copyOf(texts), true, line, List.copyOf(lines)));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private void broken(int line, String text) {
        isBroken = true;
        faults.add(line, text);
    }

    private static int lineOf(Optional<Mark> mark) {
        return mark.map(known -> known.getLine() + 1).orElse(1);
    }

    @Override
    public String toString() {
        return entries.keySet().stream().collect(Collectors.joining(", ", "YamlFile[", "]"));
    }
}
