package io.cloakroom.local.standin;

import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Headers.Line;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser with its cookies, which asks without a socket. */
final class Guest {
    final Map<String, String> cookies = new LinkedHashMap<>();
    private final Handler site;
    private final String host;

    Guest(Handler site, String host) {
        this.site = site;
        this.host = host;
    }

    Response open(String pathAndQuery) {
        return send("GET", pathAndQuery, host);
    }

    Response send(String method, String pathAndQuery, String toHost) {
        var lines = new ArrayList<Line>();
        lines.add(new Line("Host", toHost));
        if (!cookies.isEmpty()) lines.add(new Line("Cookie", cookieHeader()));
        var cut = pathAndQuery.indexOf('?');
        var path = cut < 0 ? pathAndQuery : pathAndQuery.substring(0, cut);
        var query = cut < 0 ? "" : pathAndQuery.substring(cut + 1);
        var answer = site.handle(new Request("id", method, path, query, new Headers(lines), Body.EMPTY, "127.0.0.1"));
        answer.headers().all("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(String line) {
        var pair = line.split(";", 2)[0].split("=", 2);
        if (line.endsWith("Max-Age=0")) cookies.remove(pair[0]);
        else cookies.put(pair[0], pair[1]);
    }

    static String text(Response answer) {
        return new String(answer.body().bytes(), StandardCharsets.UTF_8);
    }

    static String location(Response answer) {
        return answer.headers().only("Location").orElse("");
    }
}
