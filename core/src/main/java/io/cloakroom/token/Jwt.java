package io.cloakroom.token;

import static io.cloakroom.config.Checks.isWithin;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Web Token in compact form (RFC 7519, RFC 7515 section 7.1), taken apart and not yet believed.
 *
 * @param algorithm as the header says
 * @param keyId as the header says; it is attacker's input, good for looking up and nothing else
 * @param claims not to be read before the signature holds
 * @param signedPart header and claims as they were sent, with the dot between them
 * @param signature canonical base64url
 */
record Jwt(String algorithm, String keyId, JsonObject claims, String signedPart, String signature) {
    static final int CHARACTERS_MAX = 8192;

    private static final int KEY_ID_CHARACTERS_MAX = 256;
    private static final int PARTS = 3;
    private static final int PARTS_OF_JWE = 5;
    /** All that a pool's header holds. Whatever else stands there asks for a feature that we refuse. */
    private static final Set<String> HEADER_NAMES = Set.of("alg", "kid", "typ");

    sealed interface Reading {
        record Parsed(Jwt jwt) implements Reading {}

        record Malformed(Flaw flaw) implements Reading {}
    }

    /**
     * Takes a token apart. Malformed are: more than {@value #CHARACTERS_MAX} characters, other than three parts (a JWE has
     * five), base64url that is not canonical, JSON with duplicate members, and header members other than {@code alg},
     * {@code kid}, {@code typ}: so no {@code crit}, {@code b64}, {@code zip}, and no key or address of a key.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.10">RFC 8725, 3.10</a>
     */
    static Reading parse(String compact) {
        if (compact.length() > CHARACTERS_MAX) return new Reading.Malformed(Flaw.TOO_LONG);
        var parts = compact.split("\\.", -1);
        if (parts.length != PARTS) return new Reading.Malformed(flaw(compact, parts));
        var header = Base64Url.decode(parts[0]);
        var claims = Base64Url.decode(parts[1]);
        if (header.isEmpty() || claims.isEmpty() || Base64Url.decode(parts[2]).isEmpty()) {
            return new Reading.Malformed(flaw(compact, parts));
        }
        var signedPart = compact.substring(0, compact.lastIndexOf('.'));
        return parse(object(header.get()), object(claims.get()), signedPart, parts[2]);
    }

    private static Reading parse(
            Optional<JsonObject> header, Optional<JsonObject> claims, String signedPart, String signature) {
        if (header.isEmpty()) return new Reading.Malformed(Flaw.HEADER_NO_OBJECT);
        if (claims.isEmpty()) return new Reading.Malformed(Flaw.CLAIMS_NO_OBJECT);
        var algorithm = header.get().text("alg");
        if (algorithm.isEmpty()) return new Reading.Malformed(Flaw.NO_ALGORITHM);
        var keyId = header.get().text("kid").filter(id -> isWithin(1, id.length(), KEY_ID_CHARACTERS_MAX));
        if (keyId.isEmpty()) return new Reading.Malformed(Flaw.NO_KEY_ID);
        if (!isPlain(header.get())) return new Reading.Malformed(Flaw.HEADER_ASKS_FOR_MORE);
        return new Reading.Parsed(new Jwt(algorithm.get(), keyId.get(), claims.get(), signedPart, signature));
    }

    /** Why these are not three parts in base64url. */
    private static Flaw flaw(String compact, String[] parts) {
        if (compact.isEmpty()) return Flaw.NOTHING_THERE;
        if (!compact.chars().allMatch(c -> c == '.' || Base64Url.isOfAlphabet(c))) return Flaw.STRAY_CHARACTERS;
        if (parts.length == PARTS_OF_JWE) return Flaw.ENCRYPTED;
        if (parts.length != PARTS) return Flaw.NOT_THREE_PARTS;
        return parts[2].isEmpty() ? Flaw.UNSIGNED : Flaw.ENCODING;
    }

    private static boolean isPlain(JsonObject header) {
        var isKnown = HEADER_NAMES.containsAll(header.names());
        return isKnown
                && (!header.has("typ")
                        || header.text("typ").filter("JWT"::equals).isPresent());
    }

    private static Optional<JsonObject> object(byte[] part) {
        return switch (Json.read(part)) {
            case Json.Reading.Read read -> Optional.of(read.object());
            case Json.Reading.Unreadable _ -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return "Jwt[hidden]";
    }
}
