package io.cloakroom.cli.doctor;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The gateway's sign-in cookie as it arrived.
 *
 * @param attributes in lower case, {@code name=value} or the name alone
 */
record SignInCookie(String name, String value, List<String> attributes) {
    private static final String PREFIX = "__host-cloakroom-signin-";
    private static final List<String> SENT = List.of("path=/", "secure", "httponly", "samesite=lax");

    /** @return empty if the answer sets none */
    static Optional<SignInCookie> of(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .map(SignInCookie::parse)
                .findFirst();
    }

    private static SignInCookie parse(String line) {
        var parts = Arrays.stream(line.split(";", -1)).map(String::strip).toList();
        var pair = parts.getFirst().split("=", 2);
        var attributes = parts.stream()
                .skip(1)
                .map(attribute -> attribute.toLowerCase(Locale.ROOT))
                .toList();
        return new SignInCookie(pair[0], pair.length == 2 ? pair[1] : "", attributes);
    }

    /** What a proxy made of it, in words; none if nothing. */
    List<String> changes() {
        var changes = new ArrayList<String>();
        if (!name.startsWith("__Host-")) changes.add("its name is spelt another way");
        for (var attribute : SENT) {
            if (!attributes.contains(attribute)) changes.add("without " + shown().get(attribute));
        }
        if (attributes.stream().anyMatch(attribute -> attribute.startsWith("domain="))) changes.add("with a Domain");
        return changes;
    }

    boolean isEndOf(SignInCookie other) {
        return name.equals(other.name) && value.isEmpty() && attributes.contains("max-age=0");
    }

    private static TreeMap<String, String> shown() {
        var shown = new TreeMap<String, String>();
        shown.put("path=/", "Path=/");
        shown.put("secure", "Secure");
        shown.put("httponly", "HttpOnly");
        shown.put("samesite=lax", "SameSite=Lax");
        return shown;
    }

    @Override
    public String toString() {
        return "SignInCookie[" + name + "]";
    }
}
