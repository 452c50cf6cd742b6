package io.cloakroom.userpool.trigger;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the functions are; keys {@code functions.<name>.*}. The name is the last part of the ARN by which pools name the
 * function.
 *
 * @param functions at most 100
 */
public record FunctionsConfig(Map<String, Place> functions) {
    public static final FunctionsConfig NONE = new FunctionsConfig(Map.of());

    private static final String KEY = "functions";
    private static final int FUNCTIONS_MAX = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,140}");
    private static final Pattern HANDLER =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]{0,500}(::[\\p{L}_$][\\p{L}\\p{N}_$]{0,200})?");
    private static final String URL_FORM =
            "http(s)://host[:port][/path], on this machine unless allow-other-machines is true: events hold"
                    + " passwords";

    /** Where a function is. */
    public sealed interface Place {
        /** Called as Lambda's own API is: the event is posted, and comes back. */
        record Url(URI address) implements Place {}

        /**
         * Runs in this process.
         *
         * @param file a jar, or a folder of jars
         * @param handler {@code package.Class} or {@code package.Class::method}
         */
        record Jar(Path file, String handler) implements Place {}
    }

    public FunctionsConfig {
        require(functions.size() <= FUNCTIONS_MAX, KEY, "at most " + FUNCTIONS_MAX);
        functions = Map.copyOf(functions);
    }

    public static FunctionsConfig from(Settings settings) {
        var functions = new LinkedHashMap<String, Place>();
        for (var name : settings.names(KEY)) {
            if (NAME.matcher(name).matches() && functions.size() < FUNCTIONS_MAX)
                functions.put(name, place(settings, name));
            else
                settings.fault(
                        KEY + "." + name, "at most 100 names of 1 to 140 letters, digits, dashes and underscores");
        }
        return new FunctionsConfig(functions);
    }

    private static Place place(Settings settings, String name) {
        var key = KEY + "." + name + ".";
        var url = settings.optional(key + "url");
        var handler = settings.optional(key + "handler");
        var jar = settings.optional(key + "jar");
        var isFree = settings.flag(key + "allow-other-machines", false);
        if (url.isPresent() == jar.isPresent() || handler.isPresent() != jar.isPresent()) {
            settings.fault(KEY + "." + name, "either url, or jar and handler");
        }
        if (url.isPresent()) return new Place.Url(address(settings, key + "url", url.get(), isFree));
        return new Place.Jar(
                jar.map(_ -> settings.path(key + "jar")).orElse(Path.of("")),
                handler.isEmpty()
                        ? ""
                        : settings.text(key + "handler", HANDLER, "package.Class or package.Class::method", "StandIn"));
    }

    private static URI address(Settings settings, String key, String text, boolean isFree) {
        return parse(text).filter(address -> isFree || isHere(address)).orElseGet(() -> {
            settings.fault(key, URL_FORM);
            return URI.create("http://stand-in.invalid");
        });
    }

    private static Optional<URI> parse(String text) {
        try {
            var uri = URI.create(text);
            var isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isHttp && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** No name but one is asked of a resolver: what it answers today it may answer differently tomorrow. */
    private static boolean isHere(URI address) {
        var host = address.getHost();
        if (host.equals("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
