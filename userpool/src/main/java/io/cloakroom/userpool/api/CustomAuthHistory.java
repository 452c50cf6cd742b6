package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked in a custom sign-in and how it went, as functions are told ({@code session}). */
record CustomAuthHistory(List<Map<String, Object>> rounds) {
    static final CustomAuthHistory EMPTY = new CustomAuthHistory(List.of());

    private static final int ROUNDS_MAX = 20;

    CustomAuthHistory {
        rounds = List.copyOf(rounds);
    }

    CustomAuthHistory with(String challenge, boolean isRight, Optional<String> metadata) {
        var longer = new ArrayList<>(rounds);
        longer.add(Json.members(
                "challengeName", challenge, "challengeResult", isRight, "challengeMetadata", metadata.orElse(null)));
        return new CustomAuthHistory(longer);
    }

    boolean isTooLong() {
        return rounds.size() > ROUNDS_MAX;
    }

    String json() {
        return Json.writeText(Map.of("rounds", rounds));
    }

    static CustomAuthHistory read(String json) {
        return switch (Json.read(json.getBytes(StandardCharsets.UTF_8))) {
            case Json.Reading.Read read ->
                new CustomAuthHistory(read.object().objects("rounds").orElse(List.of()).stream()
                        .map(JsonObject::values)
                        .toList());
            case Json.Reading.Unreadable fault -> throw new IllegalStateException("history: " + fault.reason());
        };
    }
}
