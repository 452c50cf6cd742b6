package io.cloakroom.userpool.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code AuthParameters} and {@code ChallengeResponses}: texts with names. Its text hides the values. */
record FlowParameters(Map<String, String> values) {
    static FlowParameters of(Input input, String member) {
        return new FlowParameters(input.map(member, TextRule.FLOW_PARAMETER));
    }

    String required(String name) {
        return optional(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> ApiFault.invalid("Missing required parameter " + name));
    }

    /** Under any of these names; the first one that is there. */
    String requiredOneOf(String... names) {
        return required(
                List.of(names).stream().filter(values::containsKey).findFirst().orElse(names[0]));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws ApiFault if there is any other: what is ignored here, Cognito would do */
    FlowParameters only(String... names) {
        return only(List.of(names)::contains);
    }

    FlowParameters only(Predicate<String> isServed) {
        for (var name : values.keySet()) {
            if (!isServed.test(name)) throw ApiFault.invalid(name + ": not served by this user pool");
        }
        return this;
    }

    @Override
    public String toString() {
        return "FlowParameters" + values.keySet();
    }
}
