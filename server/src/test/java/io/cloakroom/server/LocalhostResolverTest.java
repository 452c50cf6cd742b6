package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalhostResolverTest {
    @ParameterizedTest
    @ValueSource(strings = {"site.cloakroom.localhost", "a.localhost", "Site.Cloakroom.LOCALHOST", "a.localhost."})
    void lookup_nameUnderLocalhost_isLoopback(String name) throws Exception {
        assertThat(InetAddress.getAllByName(name))
                .singleElement()
                .satisfies(address -> assertThat(address.getHostAddress()).isEqualTo("127.0.0.1"));
    }

    @Test
    void lookup_nameUnderLocalhost_keepsTheNameThatWasAskedFor() throws UnknownHostException {
        assertThat(InetAddress.getAllByName("pool.cognito.localhost"))
                .singleElement()
                .satisfies(address -> assertThat(address.getHostName()).isEqualTo("pool.cognito.localhost"));
    }

    @Test
    void lookup_localhostItself_isStillThePlatforms() throws Exception {
        assertThat(InetAddress.getAllByName("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notlocalhost", "localhost.invalid", "site.localhost.invalid"})
    void lookup_nameThatOnlyLooksAlike_isLeftToThePlatform(String name) {
        assertThatThrownBy(() -> InetAddress.getAllByName(name)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void httpClient_addressUnderLocalhost_reachesListenerOnLoopback() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        server.start();
        try (var client = HttpClient.newHttpClient()) {
            var address =
                    "http://members.cloakroom.localhost:" + server.getAddress().getPort();
            var request = HttpRequest.newBuilder(URI.create(address)).build();

            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
        } finally {
            server.stop(0);
        }
    }
}
