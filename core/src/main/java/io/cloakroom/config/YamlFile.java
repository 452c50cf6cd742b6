package io.cloakroom.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML 1.2 file, laid flat: dotted path to its texts, with the line where each was written. */
final class YamlFile {
    private static final int DEPTH_MAX = 12;

    /** One text for a scalar, any number for a list of scalars. Lines count from 1. */
    record Entry(List<String> texts, boolean isList, int line) {}

    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> emptyMaps = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlFile(String name) {
        this.name = name;
    }

    static YamlFile parse(String name, String yaml) {
        var file = new YamlFile(name);
        var settings = LoadSettings.builder().setLabel(name).build();
        try {
            new Compose(settings).composeString(yaml).ifPresent(root -> file.flatten("", root, 0));
        } catch (MarkedYamlEngineException fault) {
            var line = fault.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            file.fault(line, "not YAML: " + fault.getProblem());
        } catch (YamlEngineException fault) {
            file.fault(1, "not YAML: " + fault.getMessage());
        }
        return file;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Maps without entries, which say "all as usual", with their lines. */
    Map<String, Integer> emptyMaps() {
        return emptyMaps;
    }

    List<String> faults() {
        return faults;
    }

    String at(int line) {
        return name + ":" + line;
    }

    private void flatten(String path, Node node, int depth) {
        // An alias is the same node met again. Aliases buy nothing here, and let a small file unfold into a huge one.
        if (!seen.add(node) || depth > DEPTH_MAX) {
            fault(line(node), path + ": aliases and more than " + DEPTH_MAX + " levels are not supported");
            return;
        }
        switch (node) {
            case MappingNode map -> flattenMap(path, map, depth);
            case SequenceNode list -> flattenList(path, list);
            case ScalarNode scalar -> put(path, new Entry(List.of(scalar.getValue()), false, line(node)));
            default -> fault(line(node), path + ": a map, a list or a text is expected");
        }
    }

    private void flattenMap(String path, MappingNode map, int depth) {
        if (map.getValue().isEmpty() && !path.isEmpty()) emptyMaps.put(path, line(map));
        for (var tuple : map.getValue()) {
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
            if (key == null || key.isBlank() || key.contains(".")) {
                fault(line(tuple.getKeyNode()), path + ": a key is one word without dots");
                continue;
            }
            flatten(path.isEmpty() ? key : path + "." + key, tuple.getValueNode(), depth + 1);
        }
    }

    private void flattenList(String path, SequenceNode list) {
        var texts = new ArrayList<String>();
        for (var item : list.getValue()) {
            if (item instanceof ScalarNode scalar) texts.add(scalar.getValue());
            else fault(line(item), path + ": a list holds plain texts");
        }
        put(path, new Entry(List.copyOf(texts), true, line(list)));
    }

    private void put(String path, Entry entry) {
        var earlier = entries.putIfAbsent(path, entry);
        if (earlier != null) fault(entry.line(), path + ": given before, in line " + earlier.line());
    }

    private void fault(int line, String text) {
        faults.add(at(line) + ": " + text);
    }

    private static int line(@Nullable Node node) {
        return node == null
                ? 1
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    @Override
    public String toString() {
        return entries.keySet().stream().collect(joining(", ", "YamlFile[", "]"));
    }
}
