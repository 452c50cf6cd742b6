package io.cloakroom.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@code Cookie} header as sent: split at {@code ;} and nowhere else, names compared byte by byte.
 *
 * <p>Servers that split at commas too (RFC 2109 once allowed it) read {@code theme=a,__Host-id=b}, which any sibling site
 * may plant, as a cookie named {@code __Host-id}, which no sibling site may set. And where one name comes twice, one of
 * the two was planted, and the order does not tell which.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, 5.4</a>
 */
public final class RawCookies {
    private final List<String> pairs;

    private RawCookies(List<String> pairs) {
        this.pairs = pairs;
    }

    public static RawCookies of(Headers headers) {
        var pairs = new ArrayList<String>();
        for (var header : headers.all("Cookie")) {
            for (var pair : header.split(";", -1)) pairs.add(strip(pair));
        }
        return new RawCookies(List.copyOf(pairs));
    }

    /** What stands there under one name. */
    public sealed interface Cookie {
        record Absent() implements Cookie {}

        record Present(String value) implements Cookie {
            @Override
            public String toString() {
                return "Present[hidden]";
            }
        }

        /**
         * Twice, or with characters that we never put into a cookie.
         *
         * @param values what stood there, so that a session among it can be ended
         */
        record Suspect(List<String> values) implements Cookie {
            @Override
            public String toString() {
                return "Suspect[hidden]";
            }
        }
    }

    public Cookie find(String name) {
        var start = name + "=";
        var values = pairs.stream()
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .toList();
        if (values.size() > 1 || pairs.contains(name)) return new Cookie.Suspect(values);
        if (values.isEmpty()) return new Cookie.Absent();
        return isOurs(values.getFirst()) ? new Cookie.Present(values.getFirst()) : new Cookie.Suspect(values);
    }

    /** The names that begin so, each once, in the order sent. */
    public List<String> namesFrom(String start) {
        return pairs.stream()
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> name.startsWith(start))
                .distinct()
                .toList();
    }

    /** Every value that we set is base64url. */
    private static boolean isOurs(String value) {
        return !value.isEmpty() && value.chars().allMatch(RawCookies::isBase64Url);
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Only the space that RFC 6265 puts behind a semicolon, and tabs; not Unicode's other blanks. */
    private static String strip(String pair) {
        var from = 0;
        var to = pair.length();
        while (from < to && isBlank(pair.charAt(from))) from++;
        while (to > from && isBlank(pair.charAt(to - 1))) to--;
        return pair.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
