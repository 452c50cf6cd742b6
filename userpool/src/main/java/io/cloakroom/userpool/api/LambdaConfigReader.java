package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.LambdaConfig;
import io.cloakroom.userpool.store.LambdaConfig.TokenGeneration;
import io.cloakroom.userpool.store.Trigger;
import java.util.EnumMap;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which functions a pool shall ask. Whether there are such functions shows when one is asked, as with Cognito. */
final class LambdaConfigReader {
    private static final String TOKENS = "PreTokenGenerationConfig";

    private LambdaConfigReader() {}

    static LambdaConfig read(Input input) {
        return input.object("LambdaConfig", members())
                .map(LambdaConfigReader::config)
                .orElse(LambdaConfig.NONE);
    }

    private static String[] members() {
        return Stream.concat(Stream.of(Trigger.values()).map(Trigger::wireName), Stream.of(TOKENS))
                .toArray(String[]::new);
    }

    private static LambdaConfig config(Input input) {
        var functions = new EnumMap<Trigger, String>(Trigger.class);
        for (var trigger : Trigger.values()) {
            input.optionalText(trigger.wireName(), TextRule.ARN).ifPresent(name -> functions.put(trigger, name));
        }
        var tokens = input.object(TOKENS, "LambdaVersion", "LambdaArn");
        tokens.ifPresent(config -> putTokenFunction(functions, config.text("LambdaArn", TextRule.ARN)));
        return new LambdaConfig(
                functions, tokens.flatMap(LambdaConfigReader::version).orElse(TokenGeneration.V1_0));
    }

    private static void putTokenFunction(EnumMap<Trigger, String> functions, String name) {
        var other = functions.put(Trigger.PRE_TOKEN_GENERATION, name);
        if (other != null && !other.equals(name)) {
            throw ApiFault.invalid("LambdaConfig: PreTokenGeneration and " + TOKENS + " name two functions");
        }
    }

    private static Optional<TokenGeneration> version(Input config) {
        return config.choice("LambdaVersion", "V1_0", "V2_0").map(TokenGeneration::valueOf);
    }
}
