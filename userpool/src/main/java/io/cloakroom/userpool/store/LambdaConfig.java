package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which functions a pool asks.
 *
 * @param functions names as AWS writes them (ARN); a trigger without one asks nobody
 * @param tokenGeneration which events the function for tokens gets
 */
public record LambdaConfig(Map<Trigger, String> functions, TokenGeneration tokenGeneration) {
    public static final LambdaConfig NONE = new LambdaConfig(Map.of(), TokenGeneration.V1_0);

    /** {@code PreTokenGenerationConfig.LambdaVersion}. */
    public enum TokenGeneration {
        /** About the ID token, with texts for values. */
        V1_0,
        /** About both tokens, with values of any form. */
        V2_0
    }

    public LambdaConfig {
        var copy = new EnumMap<Trigger, String>(Trigger.class);
        copy.putAll(functions);
        functions = copy;
    }

    public Optional<String> function(Trigger trigger) {
        return Optional.ofNullable(functions.get(trigger));
    }

    Map<String, Object> toJson() {
        var names = new LinkedHashMap<String, String>();
        functions.forEach((trigger, function) -> names.put(trigger.name(), function));
        return Json.members("functions", names, "tokenGeneration", tokenGeneration.name());
    }

    static LambdaConfig fromJson(JsonObject json) {
        var functions = new LinkedHashMap<Trigger, String>();
        json.object("functions")
                .map(Columns::texts)
                .orElse(Map.of())
                .forEach((name, function) -> functions.put(Trigger.valueOf(name), function));
        return new LambdaConfig(
                functions,
                json.text("tokenGeneration").map(TokenGeneration::valueOf).orElse(TokenGeneration.V1_0));
    }
}
