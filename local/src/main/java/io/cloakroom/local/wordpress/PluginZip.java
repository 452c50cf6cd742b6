package io.cloakroom.local.wordpress;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A plugin as its vendor sells it: a zip with one folder. It comes from outside, so it may hold anything: nothing of it gets
 * out of the folder it is unpacked into, and it is no larger than a plugin can be.
 */
public final class PluginZip {
    static final int ENTRIES_MAX = 30_000;
    static final long BYTES_MAX = 500L << 20;

    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern HEADER = Pattern.compile("(?im)^[ \\t/*#@]*Plugin Name:");
    private static final int HEADER_BYTES = 8192;

    private final Path zip;
    private final Path target;
    private final long bytesMax;
    private long bytes;

    private PluginZip(Path zip, Path target, long bytesMax) {
        this.zip = zip;
        this.target = target;
        this.bytesMax = bytesMax;
    }

    /**
     * Unpacks a zip into a folder of ours, which is emptied first.
     *
     * @throws SetUpException if it cannot be read, is too large, or is no plugin of one folder
     */
    public static PluginSource unpack(Path zip, Path target) {
        return unpack(zip, target, BYTES_MAX);
    }

    static PluginSource unpack(Path zip, Path target, long bytesMax) {
        Trees.delete(target);
        try (var file = new ZipFile(zip.toFile())) {
            return new PluginZip(zip, target, bytesMax).unpack(file);
        } catch (IOException fault) {
            throw new SetUpException(
                    "The plugin " + zip.getFileName() + " could not be unpacked",
                    "It has to be the zip that its vendor gives out for WordPress.",
                    null,
                    fault);
        }
    }

    private PluginSource unpack(ZipFile file) throws IOException {
        if (file.size() > ENTRIES_MAX) throw refusal("it has more than " + ENTRIES_MAX + " files");
        var entries = file.stream().filter(entry -> !entry.isDirectory()).toList();
        var folder = folder(entries);
        for (var entry : entries) {
            try (var in = file.getInputStream(entry)) {
                write(in, place(entry.getName()));
            }
        }
        return new PluginSource(target.resolve(folder), main(target.resolve(folder)), Map.of(), Set.of());
    }

    /** The one folder that all is in. */
    private String folder(List<? extends ZipEntry> entries) {
        var folders = entries.stream()
                .map(entry -> entry.getName().split("/", 2)[0])
                .distinct()
                .toList();
        var isOne = folders.size() == 1
                && entries.stream().allMatch(entry -> entry.getName().contains("/"));
        if (!isOne) throw refusal("it does not hold one folder with everything in it");
        if (!FOLDER.matcher(folders.getFirst()).matches())
            throw refusal("its folder has a name that is none for a plugin");
        if (folders.getFirst().equals("cloakroom"))
            throw refusal("it would take the place of the plugin Cloakroom itself");
        return folders.getFirst();
    }

    /** Where a file goes: never out of the folder, whatever it is called. */
    private Path place(String name) {
        var isOdd = name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.chars().anyMatch(Character::isISOControl)
                || List.of(name.split("/", -1)).stream()
                        .anyMatch(part -> Set.of("", ".", "..").contains(part));
        var place = isOdd ? null : target.resolve(name).normalize();
        if (place == null || !place.startsWith(target)) throw refusal("a file in it has a path that leads out of it");
        return place;
    }

    /** Counts what comes out, not what the zip says will come. */
    private void write(InputStream in, Path to) throws IOException {
        var folder = to.getParent();
        if (folder != null) Files.createDirectories(folder);
        try (var out = Files.newOutputStream(to)) {
            var buffer = new byte[65536];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > bytesMax) throw refusal("unpacked it is larger than " + (bytesMax >> 20) + " MB");
                out.write(buffer, 0, read);
            }
        }
    }

    /** The file that tells WordPress of the plugin. */
    private String main(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.php")) {
            for (var file : files) {
                if (HEADER.matcher(beginning(file)).find())
                    return file.getFileName().toString();
            }
        }
        throw refusal("no file in its folder says \"Plugin Name:\"");
    }

    private static String beginning(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private SetUpException refusal(String why) {
        return new SetUpException(
                "The plugin " + zip.getFileName() + " was not installed: " + why,
                "It has to be the zip that its vendor gives out for WordPress.");
    }
}
