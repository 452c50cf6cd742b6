package io.cloakroom.local.demo;

import io.cloakroom.json.Json;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A browser without a screen: follows redirects and pages that go on by themselves, keeps cookies, fills in forms, and says
 * of each request what a browser's Fetch Metadata would say.
 */
final class HttpVisitor implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int STEPS_MAX = 20;
    private static final Pattern REFRESH = Pattern.compile("http-equiv=\"refresh\" content=\"0; ?url=([^\"]+)\"");
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final Map<String, CookieJar> jars = new HashMap<>();
    private final List<String> visited = new ArrayList<>();

    /** @param address where it was in the end */
    record Page(String address, int status, String text) {
        boolean says(String words) {
            return text.contains(words);
        }

        Json.Reading json() {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Opens an address in a window, as by a bookmark, and goes on wherever it leads. */
    Page open(String address) {
        return follow(get(address), "none");
    }

    /** Follows a link on a page. */
    Page click(Page from, String link) {
        var address = URI.create(from.address()).resolve(link).toString();
        return follow(get(address), relation(from.address(), address));
    }

    /** Sends the page's form, with these fields filled in. */
    Page submit(Page page, Map<String, String> fields) {
        var action = FORM.matcher(page.text());
        if (!action.find()) throw strange("no form at " + page.address());
        var all = new HashMap<String, String>();
        HIDDEN.matcher(page.text()).results().forEach(field -> all.put(field.group(1), unescape(field.group(2))));
        all.putAll(fields);
        var body = all.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
        var target = URI.create(page.address()).resolve(unescape(action.group(1)));
        var request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin(target.toString()))
                .POST(BodyPublishers.ofString(body));
        return follow(request, "same-origin");
    }

    /** What script of a page of this origin gets, with headers of its own. */
    Page fetch(String address, String fetchSite, String... headers) {
        return fetch(get(address), address, fetchSite, headers);
    }

    /** The same by POST, with nothing to say. */
    Page post(String address, String fetchSite, String... headers) {
        return fetch(get(address).POST(BodyPublishers.noBody()), address, fetchSite, headers);
    }

    private Page fetch(HttpRequest.Builder request, String address, String fetchSite, String... headers) {
        for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return page(address, send(request, address, fetchSite, "cors", "empty", false));
    }

    /** Whether it holds a cookie for this origin whose name begins so. */
    boolean hasCookie(String origin, String nameStart) {
        return jar(origin).has(nameStart);
    }

    /** Every address that it came by. */
    List<String> visited() {
        return List.copyOf(visited);
    }

    private Page follow(HttpRequest.Builder first, String relation) {
        var request = first;
        var fetchSite = relation;
        for (var step = 0; step < STEPS_MAX; step++) {
            var address = request.build().uri().toString();
            var answer = send(request, address, fetchSite, "navigate", "document", fetchSite.equals("cross-site"));
            var next = next(address, answer);
            if (next.isEmpty()) return page(address, answer);
            var isNewPage = answer.statusCode() == 200;
            var hop = relation(address, next.get());
            fetchSite = isNewPage ? hop : further(fetchSite, hop);
            request = get(next.get());
        }
        throw strange("round and round, in the end at " + request.build().uri().getPath());
    }

    private static Optional<String> next(String address, HttpResponse<String> answer) {
        var target = answer.headers().firstValue("Location").filter(_ -> answer.statusCode() / 100 == 3);
        if (target.isEmpty()) {
            var refresh = REFRESH.matcher(answer.body());
            if (answer.statusCode() == 200 && refresh.find()) target = Optional.of(unescape(refresh.group(1)));
        }
        return target.map(location -> URI.create(address).resolve(location).toString());
    }

    /** A chain of redirects is as far from home as its farthest step. */
    private static String further(String one, String other) {
        for (var relation : List.of("cross-site", "same-site", "same-origin")) {
            if (one.equals(relation) || other.equals(relation)) return relation;
        }
        return other;
    }

    private HttpResponse<String> send(
            HttpRequest.Builder request, String address, String site, String mode, String dest, boolean isCrossSite) {
        visited.add(address);
        var cookies = jar(address).header(isCrossSite);
        if (!cookies.isEmpty()) request.header("Cookie", cookies);
        request.setHeader("Sec-Fetch-Site", site)
                .setHeader("Sec-Fetch-Mode", mode)
                .setHeader("Sec-Fetch-Dest", dest);
        try {
            var answer = http.send(request.timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(jar(address)::keep);
            return answer;
        } catch (IOException gone) {
            throw new SetUpException("No answer from " + origin(address), "Look at the logs.", null, gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SetUpException("Interrupted", "Start again.", null, stopped);
        }
    }

    private static Page page(String address, HttpResponse<String> answer) {
        return new Page(address, answer.statusCode(), answer.body());
    }

    private CookieJar jar(String address) {
        return jars.computeIfAbsent(URI.create(address).getHost(), _ -> new CookieJar());
    }

    private static HttpRequest.Builder get(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    /** How a browser calls the way from one address to another; sites here are the last two labels of a host. */
    static String relation(String from, String to) {
        if (origin(from).equals(origin(to))) return "same-origin";
        return site(from).equals(site(to)) ? "same-site" : "cross-site";
    }

    private static String site(String address) {
        var labels = List.of(URI.create(address).getHost().split("\\.", -1));
        return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    }

    private static String origin(String address) {
        var uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescape(String html) {
        return html.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#038;", "&")
                .replace("&amp;", "&");
    }

    private static SetUpException strange(String what) {
        return new SetUpException("The story took a strange turn: " + what, "Look at the logs.");
    }

    @Override
    public void close() {
        http.close();
    }
}
