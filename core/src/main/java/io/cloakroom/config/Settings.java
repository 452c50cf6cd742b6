package io.cloakroom.config;

import static io.cloakroom.config.Checks.isWithin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one start. A getter that meets a fault notes it and returns a stand-in, so that one start shows all
 * faults; {@link #done()} then throws them together. Nothing read before {@code done()} may be used.
 *
 * <p>A value comes from {@code CLOAKROOM_<PATH>} in the environment (dots and dashes as underscores, upper case), else
 * from the file, where {@code ${env:NAME}} stands for another variable's value.
 */
public final class Settings {
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final long SECRET_BYTES_MAX = 16 << 10;
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String STAND_IN = "stand-in";

    private final YamlFile file;
    private final Path folder;
    private final Map<String, String> environment;
    private final Set<String> known = new TreeSet<>();
    private final List<String> faults;

    private Settings(YamlFile file, Path folder, Map<String, String> environment) {
        this.file = file;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.faults = new ArrayList<>(file.faults());
    }

    /**
     * @param file at most 1 MiB; relative paths in it are taken from its folder
     * @throws SettingsException if it cannot be read; faults inside it wait for {@link #done()}
     */
    public static Settings read(Path file, Map<String, String> environment) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) throw new SettingsException(List.of(file + ": at most 1 MiB"));
            var folder = file.toAbsolutePath().resolveSibling("");
            return new Settings(YamlFile.parse(file.toString(), Files.readString(file)), folder, environment);
        } catch (IOException fault) {
            throw new SettingsException(List.of(file + ": cannot be read as a UTF-8 file"));
        }
    }

    /** Settings from a text: for tests, and for the demo, which writes its own. */
    public static Settings of(String yaml) {
        return new Settings(YamlFile.parse("cloakroom.yaml", yaml), Path.of("").toAbsolutePath(), Map.of());
    }

    /** A text that must be there; 1 to 1,024 characters. */
    public String text(String key) {
        return optional(key).orElseGet(() -> {
            fault(key, "required, a text");
            return STAND_IN;
        });
    }

    public String text(String key, String otherwise) {
        return optional(key).orElse(otherwise);
    }

    public Optional<String> optional(String key) {
        var value = value(key);
        if (value == null) return Optional.empty();
        if (!value.isBlank() && value.length() <= 1024) return Optional.of(value);
        fault(key, "1 to 1,024 characters");
        return Optional.of(STAND_IN);
    }

    /** A text of a given form; the whole of it must match. */
    public String text(String key, Pattern form, String allowed, String standIn) {
        var text = optional(key);
        if (text.isPresent() && form.matcher(text.get()).matches()) return text.get();
        fault(key, text.isEmpty() ? "required, " + allowed : allowed);
        return standIn;
    }

    /** @param least and {@code most} belong to the range */
    public int integer(String key, int otherwise, int least, int most) {
        return parsed(key, otherwise, Integer::valueOf, n -> isWithin(least, n, most), least + " to " + most);
    }

    /** An ISO-8601 duration such as {@code PT30S}. */
    public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return parsed(key, otherwise, Duration::parse, d -> isWithin(least, d, most), least + " to " + most);
    }

    public boolean flag(String key, boolean otherwise) {
        return parsed(key, otherwise, text -> text.equals("true"), any -> isTrueOrFalse(value(key)), "true or false");
    }

    /** One of an enum's names, written in lower case with dashes. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return parsed(key, otherwise, text -> choice(type, text), any -> true, "one of " + spellings(type));
    }

    /** A list of an enum's names, written in lower case with dashes. */
    public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        var found = new LinkedHashSet<E>();
        for (var text : texts(key)) {
            try {
                found.add(choice(type, text));
            } catch (IllegalArgumentException unknown) {
                fault(key, "each one of " + spellings(type));
            }
        }
        return found;
    }

    /**
     * An absolute address without user, query or fragment, and without a closing slash. {@code https}, or plain
     * {@code http} on a loopback name, which no network carries.
     */
    public String url(String key) {
        var text = value(key);
        if (text != null && Checks.isUrl(text)) return text;
        fault(key, (text == null ? "required, " : "") + Checks.URL_FORM);
        return "https://stand-in.invalid";
    }

    public String url(String key, String otherwise) {
        return value(key) == null ? otherwise : url(key);
    }

    /** A list of texts; absent means empty. A single text counts as a list of one. */
    public List<String> texts(String key) {
        known.add(key);
        var override = environment.get(variable(key));
        if (override != null)
            return Arrays.stream(override.split(",")).map(String::strip).toList();
        var entry = file.entries().get(key);
        return entry == null
                ? List.of()
                : entry.texts().stream().map(text -> resolve(key, text)).toList();
    }

    /** A path, taken from the file's folder if relative. */
    public Path path(String key) {
        return folder.resolve(text(key));
    }

    /** A secret: {@code <key>-file} names a file that holds it, or {@code <key>} says {@code ${env:NAME}}. */
    public Secret secret(String key) {
        var inFile = optional(key + "-file");
        var written = inFile.isPresent() ? read(key, folder.resolve(inFile.get())) : value(key);
        if (written != null && !written.isBlank()) return new Secret(written.strip());
        fault(key, "required, as " + lastWord(key) + "-file: FILE or " + lastWord(key) + ": ${env:NAME}");
        return new Secret(STAND_IN);
    }

    /** The names directly below a key, in the order of the file. */
    public List<String> names(String key) {
        var start = key + ".";
        return Stream.concat(file.entries().keySet().stream(), file.emptyMaps().keySet().stream())
                .filter(path -> path.startsWith(start))
                .map(path -> path.substring(start.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** Says that a reader found a fault that the getters cannot see, such as two settings that do not fit together. */
    public void fault(String key, String allowed) {
        var entry = file.entries().get(key);
        faults.add(file.at(entry == null ? lineAbove(key) : entry.line()) + ": " + key + ": " + allowed);
    }

    /** @throws SettingsException with every fault, unknown keys among them */
    public void done() {
        file.entries().forEach((path, entry) -> {
            if (!known.contains(path)) faults.add(file.at(entry.line()) + ": " + path + ": unknown key");
        });
        file.emptyMaps().forEach((path, line) -> {
            var isAsked = known.stream().anyMatch(key -> key.startsWith(path + "."));
            if (!isAsked) faults.add(file.at(line) + ": " + path + ": unknown key");
        });
        if (!faults.isEmpty()) throw new SettingsException(List.copyOf(new LinkedHashSet<>(faults)));
    }

    private <T> T parsed(
            String key, T otherwise, Function<String, T> parse, Function<T, Boolean> isAllowed, String allowed) {
        var text = value(key);
        if (text == null) return otherwise;
        try {
            var value = parse.apply(text);
            if (isAllowed.apply(value)) return value;
        } catch (IllegalArgumentException | DateTimeException notOfItsForm) {
            // Told below, in the same words as a value out of range.
        }
        fault(key, allowed);
        return otherwise;
    }

    private @Nullable String value(String key) {
        known.add(key);
        var override = environment.get(variable(key));
        if (override != null) return override;
        var entry = file.entries().get(key);
        if (entry == null) return null;
        if (!entry.isList()) return resolve(key, entry.texts().getFirst());
        fault(key, "one value, not a list");
        return null;
    }

    private String resolve(String key, String text) {
        var reference = FROM_ENVIRONMENT.matcher(text);
        if (!reference.matches()) return text;
        var value = environment.get(reference.group(1));
        if (value != null) return value;
        fault(key, "the environment has no " + reference.group(1));
        return STAND_IN;
    }

    private @Nullable String read(String key, Path secret) {
        try {
            if (Files.size(secret) <= SECRET_BYTES_MAX) return Files.readString(secret);
            fault(key, secret + ": at most 16 KiB");
        } catch (IOException fault) {
            fault(key, secret + ": cannot be read");
        }
        return STAND_IN;
    }

    /** A missing key is reported at the nearest line that exists above it. */
    private int lineAbove(String key) {
        for (var path = key; path.contains("."); path = path.substring(0, path.lastIndexOf('.'))) {
            var start = path.substring(0, path.lastIndexOf('.') + 1);
            var sibling = file.entries().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(start))
                    .findFirst();
            if (sibling.isPresent()) return sibling.get().getValue().line();
        }
        return 1;
    }

    private static boolean isTrueOrFalse(@Nullable String text) {
        return "true".equals(text) || "false".equals(text);
    }

    private static String variable(String key) {
        return "CLOAKROOM_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String lastWord(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static <E extends Enum<E>> String spellings(Class<E> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants()).map(Settings::spelling).toList());
    }

    /** How a setting spells an enum's constant: {@code SOME_NAME} is {@code some-name}. */
    public static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
