package io.cloakroom.config;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in a file and nobody asked for, or not in this form. Nothing is said of what stands below a key that is wrong
 * itself.
 *
 * @param asked keys of values
 * @param askedMaps keys below which any name may stand
 */
record UnknownKeys(YamlFile file, Set<String> asked, Set<String> askedMaps) {

    void tell(Faults faults) {
        file.entries().keySet().forEach(path -> tell(path, true, faults));
        file.maps().keySet().stream().filter(this::isLeaf).forEach(path -> tell(path, false, faults));
    }

    private void tell(String path, boolean isValue, Faults faults) {
        if (asked.contains(path) || faults.isToldOf(path) || faults.isToldAbove(path)) return;
        if (isMap(path)) {
            if (isValue) faults.add(file.line(path), path, "a map of settings, not one value");
            return;
        }
        var stranger = stranger(path);
        var isValueExpected = asked.contains(stranger);
        var allowed = isValueExpected ? "one value, not a map" : "unknown key; here may stand: " + siblings(stranger);
        faults.add(file.line(stranger), stranger, allowed);
    }

    private boolean isLeaf(String map) {
        var start = map + ".";
        return Stream.concat(file.entries().keySet().stream(), file.maps().keySet().stream())
                .noneMatch(path -> path.startsWith(start));
    }

    private boolean isMap(String path) {
        return askedMaps.contains(path) || asked.stream().anyMatch(key -> key.startsWith(path + "."));
    }

    /** The shortest part of a path that is not a map of ours. */
    private String stranger(String path) {
        for (var dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (!isMap(path.substring(0, dot))) return path.substring(0, dot);
        }
        return path;
    }

    private String siblings(String path) {
        var start = path.substring(0, path.lastIndexOf('.') + 1);
        return Stream.concat(asked.stream(), askedMaps.stream())
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()).split("\\.", 2)[0])
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
