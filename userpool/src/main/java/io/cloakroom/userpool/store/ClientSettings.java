package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client may do and for how long its tokens are good.
 *
 * @param usesOAuth {@code AllowedOAuthFlowsUserPoolClient}: without it no OAuth endpoint serves this client
 * @param oauthFlows {@code code}, or {@code client_credentials} alone
 * @param scopes what may be asked for
 * @param callbackUrls compared character by character
 * @param readAttributes empty: the standard ones and those that verification sets
 * @param rotation absent: refresh tokens stay the same until they end
 * @param canRevoke whether tokens carry an {@code origin_jti} by which they can be revoked
 */
public record ClientSettings(
        boolean usesOAuth,
        Set<String> oauthFlows,
        Set<String> scopes,
        Set<String> callbackUrls,
        Set<String> logoutUrls,
        Optional<String> defaultRedirectUri,
        Set<String> identityProviders,
        Set<String> explicitAuthFlows,
        Set<String> readAttributes,
        Set<String> writeAttributes,
        Validity accessToken,
        Validity idToken,
        Validity refreshToken,
        Optional<Rotation> rotation,
        boolean canRevoke,
        boolean hidesUnknownUsers,
        int authSessionMinutes) {
    /** A length of time as the caller wrote it, so that Describe gives it back in the same unit. */
    public record Validity(long count, Unit unit) {
        /** Spelled as on the wire. */
        public enum Unit {
            SECONDS(Duration.ofSeconds(1)),
            MINUTES(Duration.ofMinutes(1)),
            HOURS(Duration.ofHours(1)),
            DAYS(Duration.ofDays(1));

            private final Duration length;

            Unit(Duration length) {
                this.length = length;
            }
        }

        public Duration duration() {
            return unit.length.multipliedBy(count);
        }
    }

    /** @param grace how long a rotated token still leads to its successor, 0 to 60 s */
    public record Rotation(Duration grace) {}

    String toJson() {
        var json = Json.members(
                "usesOAuth", usesOAuth,
                "oauthFlows", oauthFlows,
                "scopes", scopes,
                "callbackUrls", callbackUrls,
                "logoutUrls", logoutUrls,
                "identityProviders", identityProviders,
                "explicitAuthFlows", explicitAuthFlows,
                "readAttributes", readAttributes,
                "writeAttributes", writeAttributes,
                "accessToken", json(accessToken),
                "idToken", json(idToken),
                "refreshToken", json(refreshToken),
                "canRevoke", canRevoke,
                "hidesUnknownUsers", hidesUnknownUsers,
                "authSessionMinutes", authSessionMinutes);
        defaultRedirectUri.ifPresent(uri -> json.put("defaultRedirectUri", uri));
        rotation.ifPresent(on -> json.put("rotationGraceSeconds", on.grace().toSeconds()));
        return Json.writeText(json);
    }

    static ClientSettings fromJson(JsonObject json) {
        var grace = json.integer("rotationGraceSeconds");
        return new ClientSettings(
                json.flag("usesOAuth").orElseThrow(),
                set(json, "oauthFlows"),
                set(json, "scopes"),
                set(json, "callbackUrls"),
                set(json, "logoutUrls"),
                json.text("defaultRedirectUri"),
                set(json, "identityProviders"),
                set(json, "explicitAuthFlows"),
                set(json, "readAttributes"),
                set(json, "writeAttributes"),
                validity(json, "accessToken"),
                validity(json, "idToken"),
                validity(json, "refreshToken"),
                grace.isPresent() ? Optional.of(new Rotation(Duration.ofSeconds(grace.getAsLong()))) : Optional.empty(),
                json.flag("canRevoke").orElseThrow(),
                json.flag("hidesUnknownUsers").orElseThrow(),
                (int) json.integer("authSessionMinutes").orElseThrow());
    }

    private static Map<String, Object> json(Validity validity) {
        return Json.members("count", validity.count(), "unit", validity.unit().name());
    }

    private static Validity validity(JsonObject json, String name) {
        var validity = json.object(name).orElseThrow();
        return new Validity(
                validity.integer("count").orElseThrow(),
                Validity.Unit.valueOf(validity.text("unit").orElseThrow()));
    }

    private static Set<String> set(JsonObject json, String name) {
        return json.texts(name).orElse(List.of()).stream().collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
