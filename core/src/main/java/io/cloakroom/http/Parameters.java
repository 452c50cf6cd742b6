package io.cloakroom.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parameters of a query or a form ({@code application/x-www-form-urlencoded}), decoded. A name that stands twice is a
 * fault, as OAuth 2.0 has it (RFC 6749, 3.1): whoever reads the first and whoever reads the last would disagree. Values do
 * not print.
 */
public final class Parameters {
    public static final Parameters NONE = new Parameters(Map.of());

    private static final int PARAMETERS_MAX = 128;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** What became of a text that should hold parameters. */
    public sealed interface Reading {
        record Read(Parameters parameters) implements Reading {}

        record Unreadable() implements Reading {}
    }

    /** @param raw as it came; empty for none. At most 128 parameters. */
    public static Reading read(String raw) {
        if (raw.isEmpty()) return new Reading.Read(NONE);
        var pairs = raw.split("&", PARAMETERS_MAX + 1);
        if (pairs.length > PARAMETERS_MAX) return new Reading.Unreadable();
        var values = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            var cut = pair.indexOf('=');
            var name = decode(cut < 0 ? pair : pair.substring(0, cut));
            var value = cut < 0 ? Optional.of("") : decode(pair.substring(cut + 1));
            if (name.isEmpty() || value.isEmpty()) return new Reading.Unreadable();
            if (values.putIfAbsent(name.get(), value.get()) != null) return new Reading.Unreadable();
        }
        return new Reading.Read(new Parameters(values));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Set<String> names() {
        return values.keySet();
    }

    private static Optional<String> decode(String text) {
        var bytes = new byte[text.length()];
        var length = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%') {
                var value = i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                if (value < 0) return Optional.empty();
                bytes[length++] = (byte) value;
                i += 2;
            } else if (c > ' ' && c < 127) {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes, length);
    }

    private static int hex(char high, char low) {
        var h = Character.digit(high, 16);
        var l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }

    private static Optional<String> utf8(byte[] bytes, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
