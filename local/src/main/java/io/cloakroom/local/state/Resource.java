package io.cloakroom.local.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file on the class path, beside a class of ours. */
public record Resource(Class<?> neighbour, String name) {
    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    /** Puts it into a folder under its own name, over what is there. */
    public Path copyInto(Path folder) {
        var target = folder.resolve(name);
        try (var stream = open()) {
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /**
     * The same as {@link #copyInto}, with each {@code @NAME@} in it replaced.
     *
     * @throws IllegalArgumentException if it has one that {@code values} has not
     */
    public Path fillInto(Path folder, Map<String, String> values) {
        var target = folder.resolve(name);
        try (var stream = open()) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(target, PLACE.matcher(text).replaceAll(place -> value(values, place.group(1))));
            return target;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private String value(Map<String, String> values, String place) {
        return Optional.ofNullable(values.get(place))
                .map(Matcher::quoteReplacement)
                .orElseThrow(() -> new IllegalArgumentException(name + ": nothing for " + place));
    }

    private InputStream open() {
        var stream = neighbour.getResourceAsStream(name);
        if (stream == null) throw new IllegalArgumentException(name + ": not beside " + neighbour.getName());
        return stream;
    }
}
