package io.cloakroom.userpool.trigger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions of this machine, found by the names that AWS gives them. */
public final class Functions {
    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z-]+:lambda:[a-z0-9-]*:[0-9]*:function:([A-Za-z0-9_-]{1,140})(:[A-Za-z0-9$_-]{1,129})?");

    private final Map<String, Function> byName = new HashMap<>();

    /**
     * Loads those that come as jars.
     *
     * @throws IllegalStateException if one cannot be loaded
     */
    public static Functions of(FunctionsConfig config) {
        var functions = new Functions();
        config.functions().forEach((name, place) -> functions.byName.put(name, function(name, place)));
        return functions;
    }

    private static Function function(String name, FunctionsConfig.Place place) {
        return switch (place) {
            case FunctionsConfig.Place.Url url -> new HttpFunction(name, url.address());
            case FunctionsConfig.Place.Jar jar -> JarFunction.load(name, jar.file(), jar.handler());
        };
    }

    /** The region, the account and the version of the name do not matter: there is one machine. */
    Optional<Function> find(String arn) {
        var match = ARN.matcher(arn);
        return match.matches() ? Optional.ofNullable(byName.get(match.group(1))) : Optional.empty();
    }
}
