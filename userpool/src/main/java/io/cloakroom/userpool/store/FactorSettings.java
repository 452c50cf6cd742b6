package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what users of a pool show who they are.
 *
 * @param level whether a second factor is asked for
 * @param second the second factors that users may have
 * @param first what they may begin a sign-in with, if the client lets them choose ({@code USER_AUTH})
 * @param relyingPartyId the domain that passkeys are made for; absent if the pool takes none
 * @param demandsVerification whether a passkey must check its user by PIN or body
 * @param texts words of messages and other settings that are given back as they came
 */
public record FactorSettings(
        Level level,
        Set<Factor> second,
        Set<FirstFactor> first,
        Optional<String> relyingPartyId,
        boolean demandsVerification,
        Map<String, String> texts) {
    /** What a pool has that says nothing. */
    public static final FactorSettings PASSWORD_ONLY = new FactorSettings(
            Level.OFF, Set.of(), EnumSet.of(FirstFactor.PASSWORD), Optional.empty(), false, Map.of());

    /** {@code MfaConfiguration}. */
    public enum Level {
        OFF,
        OPTIONAL,
        ON
    }

    public FactorSettings {
        second = Set.copyOf(second);
        first = Set.copyOf(first);
        texts = Map.copyOf(texts);
    }

    public FactorSettings with(Level newLevel) {
        return new FactorSettings(newLevel, second, first, relyingPartyId, demandsVerification, texts);
    }

    public FactorSettings withFirst(Set<FirstFactor> newFirst) {
        return new FactorSettings(level, second, newFirst, relyingPartyId, demandsVerification, texts);
    }

    /** The second factors, in Cognito's order. */
    public List<Factor> secondInOrder() {
        return Arrays.stream(Factor.values()).filter(second::contains).toList();
    }

    Map<String, Object> toJson() {
        var json = Json.members(
                "level", level.name(),
                "second", second.stream().map(Factor::name).toList(),
                "first", first.stream().map(FirstFactor::name).toList(),
                "demandsVerification", demandsVerification,
                "texts", texts);
        relyingPartyId.ifPresent(id -> json.put("relyingPartyId", id));
        return json;
    }

    static FactorSettings fromJson(JsonObject json) {
        return new FactorSettings(
                Level.valueOf(json.text("level").orElseThrow()),
                Columns.enums(Factor.class, json.texts("second").orElse(List.of())),
                Columns.enums(FirstFactor.class, json.texts("first").orElse(List.of())),
                json.text("relyingPartyId"),
                json.flag("demandsVerification").orElseThrow(),
                json.object("texts").map(Columns::texts).orElse(Map.of()));
    }
}
