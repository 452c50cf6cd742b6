package io.cloakroom.userpool.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses that browsers are sent to. */
public final class Addresses {
    private static final int CHARACTERS_MAX = 1024;

    private Addresses() {}

    /**
     * Whether a client may register this as callback or sign-out address: absolute, without fragment, {@code https}, an
     * app's own scheme, or plain {@code http} on this machine. Other than Cognito, which knows only {@code localhost} and
     * the loopback addresses, names below {@code .localhost} count as this machine too.
     */
    public static boolean isRegistrable(String text) {
        if (text.isEmpty() || text.length() > CHARACTERS_MAX || !isVisibleAscii(text)) return false;
        try {
            var uri = URI.create(text);
            if (!uri.isAbsolute() || uri.getRawFragment() != null || uri.getRawUserInfo() != null) return false;
            return switch (uri.getScheme()) {
                case "https" -> uri.getHost() != null;
                case "http" -> uri.getHost() != null && isThisMachine(uri.getHost());
                case "javascript", "data", "file", "blob", "about", "view-source", "vbscript" -> false;
                default -> uri.getScheme().equals(uri.getScheme().toLowerCase(Locale.ROOT));
            };
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("127.0.0.1")
                || host.equals("[::1]");
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** The address with parameters added behind those that it has. */
    public static String with(String address, Map<String, String> parameters) {
        return address + (address.contains("?") ? "&" : "?") + query(parameters);
    }

    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
