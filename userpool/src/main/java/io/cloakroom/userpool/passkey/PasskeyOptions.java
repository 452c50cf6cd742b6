package io.cloakroom.userpool.passkey;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Passkey;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a browser is asked for, as JSON.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/#dictionary-makecredentialoptions">WebAuthn Level 3, 5.4 and 5.5</a>
 */
public final class PasskeyOptions {
    private static final long TIMEOUT_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int ES256 = -7;
    private static final int RS256 = -257;

    private PasskeyOptions() {}

    /** @param existing are not made once more on the same authenticator */
    public static Map<String, Object> creation(
            RelyingParty party, Pool pool, User user, String challenge, List<Passkey> existing) {
        var name = user.attribute("email").orElse(user.username());
        return Json.members(
                "rp", Json.members("id", party.id(), "name", pool.name()),
                "user", Json.members("id", handle(user), "name", name, "displayName", name),
                "challenge", challenge,
                "pubKeyCredParams", List.of(algorithm(ES256), algorithm(RS256)),
                "timeout", TIMEOUT_MILLIS,
                "excludeCredentials", descriptors(existing),
                "authenticatorSelection",
                        Json.members(
                                "requireResidentKey",
                                true,
                                "residentKey",
                                "required",
                                "userVerification",
                                verification(party)));
    }

    /** @param known empty if the browser shall offer whichever it has */
    public static Map<String, Object> request(RelyingParty party, String challenge, List<Passkey> known) {
        return Json.members(
                "challenge", challenge,
                "timeout", TIMEOUT_MILLIS,
                "rpId", party.id(),
                "allowCredentials", descriptors(known),
                "userVerification", verification(party));
    }

    /** What an authenticator keeps of a user. */
    static String handle(User user) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(user.sub().getBytes(StandardCharsets.US_ASCII));
    }

    private static String verification(RelyingParty party) {
        return party.demandsVerification() ? "required" : "preferred";
    }

    private static Map<String, Object> algorithm(int number) {
        return Json.members("type", "public-key", "alg", number);
    }

    private static List<Map<String, Object>> descriptors(List<Passkey> passkeys) {
        return passkeys.stream()
                .map(passkey -> Json.members(
                        "type", "public-key",
                        "id", passkey.credentialId(),
                        "transports", passkey.transports()))
                .toList();
    }
}
