package io.cloakroom.cli.doctor;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The headers of a card's shell as they arrived: each holds a browser to something that the card relies on.
 *
 * @param origins that may frame it
 */
record CardHeaders(HttpHeaders headers, List<String> origins) {
    private static final String NAME = "headers";
    private static final String POLICY = "Content-Security-Policy";
    private static final long HSTS_SECONDS_LEAST = 31_536_000;
    private static final Pattern HSTS = Pattern.compile("max-age=\"?([0-9]{1,12})\"?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> SENT = Map.of(
            "Cache-Control", "no-store",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Origin-Agent-Cluster", "?1",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    List<Diagnosis> diagnose(boolean isHttps) {
        var found = new ArrayList<Diagnosis>();
        var changes = changes();
        found.add(
                changes.isEmpty()
                        ? Diagnosis.good(NAME, "of the card come through unchanged")
                        : Diagnosis.fault(
                                NAME,
                                "of the card are changed on their way: " + String.join(", ", changes),
                                "Let the proxy add, change and take away no header of the gateway's: each is the ground that "
                                        + "the card stands on."));
        if (isHttps && hstsSeconds() < HSTS_SECONDS_LEAST) {
            found.add(Diagnosis.warning(
                    "https",
                    "browsers are not told to stay on it",
                    "Let the proxy send Strict-Transport-Security: max-age=31536000; includeSubDomains"));
        }
        return found;
    }

    private List<String> changes() {
        var changes = new ArrayList<String>();
        SENT.keySet().stream().sorted().forEach(name -> {
            var values = headers.allValues(name);
            if (values.isEmpty()) changes.add(name + " is gone");
            else if (!values.equals(List.of(SENT.get(name)))) changes.add(name + " is another");
        });
        changes.addAll(framing());
        return changes;
    }

    private List<String> framing() {
        var changes = new ArrayList<String>();
        var policies = headers.allValues(POLICY);
        var ancestors = "frame-ancestors " + String.join(" ", origins);
        if (policies.isEmpty()) changes.add(POLICY + " is gone");
        else if (policies.size() > 1) changes.add(POLICY + " came twice, and browsers obey both");
        else if (!policies.getFirst().contains(ancestors)) changes.add(POLICY + " is another");
        if (headers.firstValue("X-Frame-Options").isPresent())
            changes.add("X-Frame-Options forbids the card its frame");
        return changes;
    }

    private long hstsSeconds() {
        var match = HSTS.matcher(headers.firstValue("Strict-Transport-Security").orElse(""));
        return match.find() ? Long.parseLong(match.group(1)) : 0;
    }
}
