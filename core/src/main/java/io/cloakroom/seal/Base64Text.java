package io.cloakroom.seal;

import java.util.Base64;
import java.util.Optional;

/** Base64url of bytes that a seal protects, so that its spelling does not matter. */
public final class Base64Text {
    private Base64Text() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return empty if the text is none */
    public static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
