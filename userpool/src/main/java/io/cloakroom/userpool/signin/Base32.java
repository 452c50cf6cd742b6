package io.cloakroom.userpool.signin;

import java.io.ByteArrayOutputStream;

/**
 * The form in which authenticator apps take secrets, without padding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, 6</a>
 */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int MASK = 31;

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        var held = 0;
        var buffer = 0;
        for (var octet : bytes) {
            buffer = (buffer << Byte.SIZE) | (octet & 0xFF);
            held += Byte.SIZE;
            for (; held >= BITS; held -= BITS) text.append(ALPHABET.charAt((buffer >> (held - BITS)) & MASK));
        }
        if (held > 0) text.append(ALPHABET.charAt((buffer << (BITS - held)) & MASK));
        return text.toString();
    }

    /** Of our own texts only: what is no Base32 is a fault of ours. */
    static byte[] decode(String text) {
        var bytes = new ByteArrayOutputStream();
        var held = 0;
        var buffer = 0;
        for (var index = 0; index < text.length(); index++) {
            var value = ALPHABET.indexOf(text.charAt(index));
            if (value < 0) throw new IllegalStateException("a token's secret is no Base32");
            buffer = (buffer << BITS) | value;
            held += BITS;
            if (held >= Byte.SIZE) bytes.write(buffer >> (held -= Byte.SIZE));
        }
        return bytes.toByteArray();
    }
}
