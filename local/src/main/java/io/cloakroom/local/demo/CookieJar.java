package io.cloakroom.local.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The cookies of one host, with as much of a browser's rules as the story needs: who may bring them along, and their end. */
final class CookieJar {
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();

    private record Cookie(String value, boolean isStrict) {}

    /** @param line of a {@code Set-Cookie} header */
    void keep(String line) {
        var attributes = line.toLowerCase(Locale.ROOT);
        var pair = line.split(";", 2)[0].split("=", 2);
        // WordPress lets a cookie end by a blank value and a date of last year.
        var isOver = attributes.contains("max-age=0") || pair[1].isBlank() || pair[1].equals("%20");
        if (isOver) cookies.remove(pair[0].strip());
        else cookies.put(pair[0].strip(), new Cookie(pair[1], attributes.contains("samesite=strict")));
    }

    /**
     * What goes along with a request.
     *
     * @param isCrossSite whether the chain of redirects that leads to it began on another site: then Strict cookies stay
     */
    String header(boolean isCrossSite) {
        return cookies.entrySet().stream()
                .filter(cookie -> !isCrossSite || !cookie.getValue().isStrict())
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
                .collect(Collectors.joining("; "));
    }

    boolean has(String nameStart) {
        return cookies.keySet().stream().anyMatch(name -> name.startsWith(nameStart));
    }
}
