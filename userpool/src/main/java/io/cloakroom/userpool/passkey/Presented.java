package io.cloakroom.userpool.passkey;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a browser answers, unverified: {@code RegistrationResponseJSON} or {@code AuthenticationResponseJSON}. Its text hides
 * everything.
 */
public final class Presented {
    private static final int CHARACTERS_MAX = 65_536;
    private static final int TRANSPORTS_MAX = 10;
    private static final Set<String> TRANSPORTS = Set.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal");
    private static final Set<String> ATTACHMENTS = Set.of("platform", "cross-platform");

    private final JsonObject whole;
    private final JsonObject response;
    private final JsonObject clientData;

    private Presented(JsonObject whole, JsonObject response, JsonObject clientData) {
        this.whole = whole;
        this.response = response;
        this.clientData = clientData;
    }

    /** Empty if it has not the form. */
    public static Optional<Presented> read(JsonObject json) {
        return json.object("response")
                .flatMap(response -> bytes(response, "clientDataJSON")
                        .flatMap(Presented::object)
                        .map(clientData -> new Presented(json, response, clientData)));
    }

    /** The same of a text. */
    public static Optional<Presented> read(String text) {
        if (text.length() > CHARACTERS_MAX) return Optional.empty();
        return object(text.getBytes(StandardCharsets.UTF_8)).flatMap(Presented::read);
    }

    private static Optional<JsonObject> object(byte[] json) {
        return Json.read(json) instanceof Json.Reading.Read read ? Optional.of(read.object()) : Optional.empty();
    }

    /** By which the step is found that it answers. */
    public String challenge() {
        return clientData.text("challenge").orElse("");
    }

    public String origin() {
        return clientData.text("origin").orElse("");
    }

    /** Base64url in its one form, so that two texts never mean one credential. */
    public String credentialId() {
        return bytes(whole, "id")
                .map(bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .orElse("");
    }

    Optional<byte[]> part(String name) {
        return bytes(response, name);
    }

    Set<String> transports() {
        var named = response.texts("transports").orElse(List.of());
        return named.size() > TRANSPORTS_MAX
                ? Set.of()
                : Set.copyOf(
                        named.stream().filter(TRANSPORTS::contains).distinct().toList());
    }

    Optional<String> attachment() {
        return whole.text("authenticatorAttachment").filter(ATTACHMENTS::contains);
    }

    private static Optional<byte[]> bytes(JsonObject object, String name) {
        try {
            return object.text(name).map(text -> Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Presented[hidden]";
    }
}
