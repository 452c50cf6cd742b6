package io.cloakroom.local.wordpress;

import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Brings the plugin's folder in the site up to date with its source: new and changed files come, old ones go. */
final class PluginCopy {
    private final PluginSource source;
    private final Path target;

    PluginCopy(PluginSource source, Path plugins) {
        this.source = source;
        this.target = plugins.resolve(source.folder().getFileName().toString());
    }

    void update() {
        try {
            Files.createDirectories(target);
            var wanted = wanted();
            for (var file : wanted.entrySet()) copy(file.getValue(), target.resolve(file.getKey()));
            removeAllBut(wanted);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Source files by their path in the plugin. */
    private Map<String, Path> wanted() throws IOException {
        var wanted = new TreeMap<String, Path>();
        try (var files = Files.walk(source.folder())) {
            files.filter(Files::isRegularFile).forEach(file -> {
                var inside = source.folder().relativize(file);
                if (!source.leftOut().contains(inside.getName(0).toString())) wanted.put(inside.toString(), file);
            });
        }
        wanted.putAll(source.extra());
        return wanted;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)
                && Files.size(to) == Files.size(from)
                && Files.getLastModifiedTime(to).equals(Files.getLastModifiedTime(from))) return;
        var folder = to.getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void removeAllBut(Map<String, Path> wanted) throws IOException {
        try (var files = Files.walk(target)) {
            var old = files.filter(Files::isRegularFile)
                    .filter(file -> !wanted.containsKey(target.relativize(file).toString()))
                    .toList();
            old.forEach(Trees::delete);
        }
    }
}
