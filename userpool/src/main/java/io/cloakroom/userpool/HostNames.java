package io.cloakroom.userpool;

import io.cloakroom.http.Request;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which this server may be spoken to: its public one, and this machine's own. A page of a hostile site whose
 * name was made to point here (DNS rebinding) comes with that site's name and is turned away.
 */
final class HostNames {
    private final Set<String> names = new HashSet<>();

    HostNames(String publicUrl, int port) {
        names.add(URI.create(publicUrl).getRawAuthority().toLowerCase(Locale.ROOT));
        for (var host : new String[] {"127.0.0.1", "localhost", "[::1]"}) names.add(host + ":" + port);
    }

    boolean allow(Request request) {
        return request.headers()
                .only("Host")
                .filter(host -> names.contains(host.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
