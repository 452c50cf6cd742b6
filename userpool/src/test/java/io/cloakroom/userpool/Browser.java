package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as the pages need: keeps cookies, reads forms, sends them. Follows nothing by itself. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FORM_ACTION = Pattern.compile("<form [^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern REFRESH = Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"");

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(int port) {
        this.port = port;
    }

    /** One answer, and where it leads. */
    record Page(int status, String body, HttpResponse<String> response) {
        String location() {
            return response.headers().firstValue("Location").orElseThrow();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Parameters of the address that the answer leads to. */
        Map<String, String> answered() {
            return parameters(URI.create(location()).getRawQuery());
        }

        String code() {
            return Optional.ofNullable(answered().get("code")).orElseThrow();
        }
    }

    Page get(String path) {
        return send(request(path).GET());
    }

    /** Sends the only form of a page as a person would. */
    Page submit(Page page, Map<String, String> typed) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) fields.put(hidden.group(1), hidden.group(2));
        fields.putAll(typed);
        return post(action(page), fields);
    }

    Page post(String path, Map<String, String> form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    static String action(Page page) {
        return first(FORM_ACTION, page);
    }

    /** Where a page goes on by itself. */
    static String refresh(Page page) {
        return first(REFRESH, page);
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    Page send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError("no answer", fault);
        }
    }

    private void keep(String line) {
        assertThat(line).startsWith("__Host-").contains("; Path=/; Secure; HttpOnly; SameSite=");
        var pair = line.substring(0, line.indexOf(';')).split("=", 2);
        if (line.contains("Max-Age=0")) cookies.remove(pair[0]);
        else cookies.put(pair[0], pair[1]);
    }

    private static String first(Pattern pattern, Page page) {
        var match = pattern.matcher(page.body());
        assertThat(match.find()).as("%s in %s", pattern, page.body()).isTrue();
        return match.group(1).replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : Optional.ofNullable(query).orElse("").split("&", -1)) {
            var cut = pair.indexOf('=');
            parameters.put(pair.substring(0, cut), URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
