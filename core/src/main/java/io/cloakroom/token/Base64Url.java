package io.cloakroom.token;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url with one spelling for each value: no padding, no white space, no characters of other alphabets, and the bits
 * that the last character does not need are zero. Libraries accept more, and one token would then have many spellings.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-2">RFC 7515, 2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-3.5">RFC 4648, 3.5</a>
 */
final class Base64Url {
    private Base64Url() {}

    /** @return empty if the text is no canonical base64url; the empty text is none */
    static Optional<byte[]> decode(String text) {
        if (text.isEmpty() || !text.chars().allMatch(Base64Url::isOfAlphabet) || !isCanonicalEnd(text)) {
            return Optional.empty();
        }
        return Optional.of(Base64.getUrlDecoder().decode(text));
    }

    static boolean isOfAlphabet(int c) {
        return value(c) >= 0;
    }

    private static boolean isCanonicalEnd(String text) {
        var last = value(text.charAt(text.length() - 1));
        return switch (text.length() % 4) {
            case 0 -> true;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }

    private static int value(int c) {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        if (c == '-') return 62;
        return c == '_' ? 63 : -1;
    }
}
