package io.cloakroom.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that must not be found where they do not belong, in the spellings in which they might. */
final class Canaries {
    /** A signed or sealed token of any kind: two parts that begin like JSON objects. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}");

    /** Shorter ones would be found by chance. */
    private static final int CHARACTERS_MIN = 8;

    private final Map<String, Set<String>> spellings = new LinkedHashMap<>();

    /** @param kind what people call it; printed, unlike the value */
    Canaries add(String kind, String value) {
        if (value.length() < CHARACTERS_MIN) throw new IllegalArgumentException(kind + ": too short to be looked for");
        spellings.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).addAll(spellings(value));
        return this;
    }

    List<String> kinds() {
        var kinds = new ArrayList<>(spellings.keySet());
        kinds.add("tokens");
        return kinds;
    }

    /** Which kinds are in there. */
    Set<String> in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** @param text of bytes taken one by one (ISO 8859-1), or with characters of its own */
    Set<String> in(String text) {
        var found = new LinkedHashSet<String>();
        spellings.forEach((kind, all) -> {
            if (all.stream().anyMatch(text::contains)) found.add(kind);
        });
        if (TOKEN.matcher(text).find()) found.add("tokens");
        return found;
    }

    private static Set<String> spellings(String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        var all = new LinkedHashSet<String>();
        all.add(value);
        all.add(new String(utf8, StandardCharsets.ISO_8859_1));
        all.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        all.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        all.add(escaped(value));
        all.add(new StringBuilder(value).reverse().toString());
        // Base64 depends on where among three bytes the value begins; its edges mix with what stands beside it.
        for (var shift = 0; shift < 3; shift++) {
            var shifted = new byte[shift + utf8.length];
            System.arraycopy(utf8, 0, shifted, shift, utf8.length);
            var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            all.add(text.substring(shift == 0 ? 0 : 4, text.length() - 2));
        }
        return all;
    }

    /** As JSON and PHP write what is no ASCII. */
    private static String escaped(String value) {
        var text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c > ' ' - 1 && c < 127) text.append((char) c);
            else text.append(String.format("\\u%04x", c));
        });
        return text.toString();
    }
}
