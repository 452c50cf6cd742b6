package io.cloakroom.userpool.oauth;

import io.cloakroom.userpool.store.Opaque;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proof Key for Code Exchange, method S256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4">RFC 7636, 4</a>
 */
final class Pkce {
    static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private Pkce() {}

    static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    /**
     * Both or neither: a verifier for a code that was asked for without a challenge means that somebody took the challenge
     * out of the request on its way (RFC 9700, 4.8.2).
     */
    static boolean fits(Optional<String> challenge, Optional<String> verifier) {
        if (challenge.isEmpty() || verifier.isEmpty()) return challenge.isEmpty() && verifier.isEmpty();
        if (!VERIFIER.matcher(verifier.get()).matches()) return false;
        var computed = Opaque.hash(verifier.get()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(computed, challenge.get().getBytes(StandardCharsets.US_ASCII));
    }
}
