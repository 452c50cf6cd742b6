package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server that can be made to fail. */
class PublishedKeysTest {
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer issuer = start();
    private volatile int status = 200;
    private volatile String body = TokenMint.jwks();

    private final PublishedKeys keys = new PublishedKeys(
            URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"), clock);

    private HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                fetches.incrementAndGet();
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            });
            server.start();
            return server;
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void find_knownKey_fetchesOnce() {
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void find_floodOfUnknownKeys_fetchesOncePerCooldown() {
        for (var i = 0; i < 100; i++) assertThat(keys.find("invented-" + i)).isEmpty();
        assertThat(fetches).hasValue(1);
        clock.advance(PublishedKeys.COOLDOWN.minus(A_MOMENT));
        assertThat(keys.find("invented")).isEmpty();
        assertThat(fetches).hasValue(1);
        clock.advance(A_MOMENT);
        assertThat(keys.find("invented")).isEmpty();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void find_keyPublishedLater_isFoundAfterTheCooldown() {
        body = TokenMint.jwks().replace(TokenMint.KEY_ID, "old-key");
        assertThat(keys.find(TokenMint.KEY_ID)).isEmpty();
        body = TokenMint.jwks();
        clock.advance(PublishedKeys.COOLDOWN);
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
    }

    @Test
    void find_issuerDown_servesTheKeptSetUpToItsLimit() {
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
        status = 503;
        clock.advance(PublishedKeys.STALE_MAX.minus(A_MOMENT));
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
        clock.advance(A_MOMENT);
        assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Unavailable.class);
    }

    @Test
    void find_issuerDownAndKeyUnknown_cannotTell() {
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
        status = 500;
        clock.advance(PublishedKeys.COOLDOWN);
        assertThatThrownBy(() -> keys.find("new-key")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> keys.find("newer-key")).isInstanceOf(Unavailable.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void find_issuerBack_recoversByItself() {
        status = 500;
        assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Unavailable.class);
        status = 200;
        clock.advance(PublishedKeys.COOLDOWN);
        assertThat(keys.find(TokenMint.KEY_ID)).isPresent();
    }

    @Test
    void find_answerNoKeySet_isMalformed() {
        for (var answer :
                new String[] {"<html>", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}"}) {
            body = answer;
            clock.advance(PublishedKeys.COOLDOWN);
            assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void find_answerTooLong_isUnavailable() {
        body = "{\"keys\":[]," + " ".repeat(PublishedKeys.BYTES_MAX) + "}";
        assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Unavailable.class);
    }

    @Test
    void find_keyForEncryption_isNone() {
        body = TokenMint.jwks().replace("\"use\":\"sig\"", "\"use\":\"enc\"");
        assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Malformed.class);
    }

    @Test
    void find_keyForOtherAlgorithm_isNone() {
        body = TokenMint.jwks().replace("\"use\":\"sig\"", "\"use\":\"sig\",\"alg\":\"PS256\"");
        assertThatThrownBy(() -> keys.find(TokenMint.KEY_ID)).isInstanceOf(Malformed.class);
    }
}
