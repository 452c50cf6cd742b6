package io.cloakroom.config;

import static io.cloakroom.config.Checks.isWithin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
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
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final long SECRET_BYTES_MAX = 16 << 10;
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String STAND_IN = "stand-in";
    private static final int TEXT_CHARACTERS_MAX = 1024;

    private final YamlFile file;
    private final Faults faults;
    private final Path folder;
    private final Map<String, String> environment;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> askedMaps = new TreeSet<>();

    private Settings(String name, String yaml, Path folder, Map<String, String> environment) {
        this.faults = new Faults(name);
        this.file = YamlFile.parse(name, yaml, faults);
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param file at most 1 MiB; relative paths in it are taken from its folder
     * @throws SettingsException if it cannot be read; faults inside it wait for {@link #done()}
     */
    public static Settings read(Path file, Map<String, String> environment) {
        // Not the file's size: what is no plain file has none.
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) throw new SettingsException(List.of(file + ": at most 1 MiB"));
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Settings(file.toString(), text, file.toAbsolutePath().resolveSibling(""), environment);
        } catch (IOException fault) {
            throw new SettingsException(List.of(file + ": cannot be read as a UTF-8 file"));
        }
    }

    /** Settings from a text: for tests, and for the demo, which writes its own. */
    public static Settings of(String yaml) {
        return new Settings("cloakroom.yaml", yaml, Path.of("").toAbsolutePath(), Map.of());
    }

    /** A text that must be there; 1 to 1,024 characters. */
    public String text(String key) {
        return optional(key).orElseGet(() -> {
            require(key, "a text");
            return STAND_IN;
        });
    }

    public String text(String key, String otherwise) {
        return text(key, otherwise, TEXT_CHARACTERS_MAX);
    }

    public String text(String key, String otherwise, int charactersMax) {
        return text(key, charactersMax).orElse(otherwise);
    }

    public Optional<String> optional(String key) {
        return text(key, TEXT_CHARACTERS_MAX);
    }

    private Optional<String> text(String key, int charactersMax) {
        var value = value(key);
        if (value == null) return Optional.empty();
        if (!value.isBlank() && value.length() <= charactersMax) return Optional.of(value);
        fault(key, String.format(Locale.ROOT, "1 to %,d characters", charactersMax));
        return Optional.of(STAND_IN);
    }

    /** A text of a given form; the whole of it must match. */
    public String text(String key, Pattern form, String allowed, String standIn) {
        var text = optional(key);
        if (text.isPresent() && form.matcher(text.get()).matches()) return text.get();
        if (text.isEmpty()) require(key, allowed);
        else fault(key, allowed);
        return standIn;
    }

    /** @param least and {@code most} belong to the range */
    public int integer(String key, int otherwise, int least, int most) {
        var allowed = least + " to " + most;
        return parsed(key, otherwise, Integer::valueOf, n -> isWithin(least, n, most), "a whole number, ", allowed);
    }

    /** An ISO-8601 duration such as {@code PT30S}. */
    public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        var allowed = spelling(least) + " to " + spelling(most);
        var form = "a duration such as PT30S, ";
        return parsed(key, otherwise, Duration::parse, d -> isWithin(least, d, most), form, allowed);
    }

    public boolean flag(String key, boolean otherwise) {
        return parsed(
                key, otherwise, text -> text.equals("true"), any -> isTrueOrFalse(value(key)), "", "true or false");
    }

    /** One of an enum's names, written in lower case with dashes. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return parsed(key, otherwise, text -> choice(type, text), any -> true, "", "one of " + spellings(type));
    }

    /** A list of an enum's names, written in lower case with dashes. */
    public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        var found = new LinkedHashSet<E>();
        var texts = texts(key);
        for (var i = 0; i < texts.size(); i++) {
            try {
                found.add(choice(type, texts.get(i)));
            } catch (IllegalArgumentException unknown) {
                itemFault(key, i, "each one of " + spellings(type));
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
        if (text == null) require(key, Checks.URL_FORM);
        else fault(key, Checks.URL_FORM);
        return "https://stand-in.invalid";
    }

    /** An origin as browsers write it: see {@link Checks#isOrigin}. */
    public String origin(String key) {
        var text = value(key);
        if (text != null && Checks.isOrigin(text)) return text;
        if (text == null) require(key, Checks.ORIGIN_FORM);
        else fault(key, Checks.ORIGIN_FORM);
        return "https://stand-in.invalid";
    }

    public String url(String key, String otherwise) {
        return value(key) == null ? otherwise : url(key);
    }

    /** A list of texts; absent means empty. A single text counts as a list of one. */
    public List<String> texts(String key) {
        asked.add(key);
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
        var path = optional(key);
        if (path.isEmpty()) require(key, "the path of a file");
        return folder.resolve(path.orElse(STAND_IN));
    }

    /** A secret: {@code <key>-file} names a file that holds it, or {@code <key>} says {@code ${env:NAME}}. */
    public Secret secret(String key) {
        var inFile = optional(key + "-file");
        var written = inFile.isPresent() ? read(key, folder.resolve(inFile.get())) : value(key);
        if (written != null && !written.isBlank()) return new Secret(written.strip());
        require(key, "as " + lastWord(key) + "-file: FILE or " + lastWord(key) + ": ${env:NAME}");
        return new Secret(STAND_IN);
    }

    /** The names directly below a key, in the order of the file. */
    public List<String> names(String key) {
        askedMaps.add(key);
        var start = key + ".";
        return Stream.concat(file.maps().keySet().stream(), file.entries().keySet().stream())
                .filter(path -> path.startsWith(start))
                .map(path -> path.substring(start.length()).split("\\.", 2)[0])
                .distinct()
                .sorted(Comparator.comparingInt(name -> file.line(start + name)))
                .toList();
    }

    /** Says that a reader found a fault that the getters cannot see, such as two settings that do not fit together. */
    public void fault(String key, String allowed) {
        if (environment.containsKey(variable(key))) faults.addOfEnvironment(variable(key), key, allowed);
        else faults.add(file.line(key), key, allowed);
    }

    /** The same of one text of a list, which counts from 0. */
    public void itemFault(String key, int item, String allowed) {
        var entry = file.entries().get(key);
        if (environment.containsKey(variable(key)) || entry == null) fault(key, allowed);
        else faults.add(entry.lines().get(item), key, allowed);
    }

    /** Says that a setting is missing, unless what is wrong with it was said already. */
    public void require(String key, String allowed) {
        if (!faults.isToldOf(key)) fault(key, "required, " + allowed);
    }

    /** @throws SettingsException with every fault, unknown keys among them; with a broken file's own alone */
    public void done() {
        new UnknownKeys(file, asked, askedMaps).tell(faults);
        doneWithSome();
    }

    /**
     * For who asks for some settings alone: the others may be faulty or missing.
     *
     * @throws SettingsException with every fault of those
     */
    public void doneWithSome() {
        var told = faults.told();
        if (!told.isEmpty()) throw new SettingsException(told);
    }

    private <T> T parsed(
            String key,
            T otherwise,
            Function<String, T> parse,
            Function<T, Boolean> isAllowed,
            String form,
            String allowed) {
        var text = value(key);
        if (text == null) return otherwise;
        try {
            var value = parse.apply(text);
            if (isAllowed.apply(value)) return value;
            fault(key, allowed);
        } catch (IllegalArgumentException | DateTimeException notOfItsForm) {
            fault(key, form + allowed);
        }
        return otherwise;
    }

    private @Nullable String value(String key) {
        asked.add(key);
        var override = environment.get(variable(key));
        if (override != null) return override;
        var entry = file.entries().get(key);
        if (entry != null && !entry.isList()) return resolve(key, entry.texts().getFirst());
        if (entry != null) fault(key, "one value, not a list");
        else if (file.empty().contains(key)) fault(key, "a value, and there is none");
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

    /** {@code PT30S}, {@code PT24H}, {@code P7D}: days from two on, which {@code Duration} writes as hours. */
    private static String spelling(Duration duration) {
        var isWholeDays =
                duration.toDays() >= 2 && Duration.ofDays(duration.toDays()).equals(duration);
        return isWholeDays ? "P" + duration.toDays() + "D" : duration.toString();
    }
}
