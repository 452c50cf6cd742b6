package io.cloakroom.entry;

import io.cloakroom.http.Headers;
import java.net.InetAddress;
import java.util.List;

/**
 * From which address somebody asks. Behind proxies of our own each of them has added the one that it saw to {@code
 * X-Forwarded-For}: as many from the right as there are proxies are true, whatever stands to the left of them is what the
 * caller made up.
 */
final class CallerAddress {
    private CallerAddress() {}

    /**
     * @param peer who holds the socket
     * @param proxies how many of ours stand before this listener
     * @return the peer if the header is missing, too short, or holds no address there
     */
    static String of(String peer, Headers headers, int proxies) {
        if (proxies == 0) return peer;
        var hops = headers.all("X-Forwarded-For").stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        if (hops.size() < proxies) return peer;
        var hop = hops.get(hops.size() - proxies);
        return isAddress(hop) ? hop : peer;
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
