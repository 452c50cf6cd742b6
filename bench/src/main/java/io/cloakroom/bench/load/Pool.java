package io.cloakroom.bench.load;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import io.cloakroom.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A user pool that only makes access tokens, of the shape and size of Cognito's, and publishes the key to check them. */
public final class Pool implements AutoCloseable {
    /** The app client that all tokens are made for. */
    public static final String CLIENT_ID = "7rfbikfsm51j8fpaggacgng84g";

    public static final String SCOPE = "cloakroom/read";

    // A stream that is taken one by one runs on one core; its batches run on all.
    private static final int BATCH = 4096;
    private static final Duration VALID_FOR = Duration.ofMinutes(15);
    private static final String KEY_ID = "Hq2hLyOiVlW0eZQ3vLzvPq0GmQ5iXCJYxT1wYc5g0kE=";
    private static final String HEADER = encode(Json.write(Json.members("kid", KEY_ID, "alg", "RS256")));

    private final SigningKey key;
    private final HttpServer server;
    private final String origin;

    private Pool(SigningKey key, HttpServer server) {
        this.key = key;
        this.server = server;
        this.origin = UUID.randomUUID().toString();
    }

    /** Publishes the key set on a port of 127.0.0.1 that the kernel chooses. */
    public static Pool start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var pool = new Pool(SigningKey.generate(), server);
            var keySet = pool.keySet().getBytes(StandardCharsets.UTF_8);
            server.createContext("/pool/.well-known/jwks.json", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, keySet.length);
                    exchange.getResponseBody().write(keySet);
                }
            });
            server.start();
            return pool;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/pool";
    }

    /** The public key, as other programs read it. */
    public String pem() {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    private String keySet() {
        var jwk = new RSAKey.Builder(key.publicKey())
                .keyID(KEY_ID)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
        return new JWKSet(jwk).toString();
    }

    /** A token for each of these members. */
    public List<String> tokens(List<String> subs) {
        var now = Instant.now();
        return subs.stream().map(sub -> token(sub, now)).toList();
    }

    /** Many tokens, no two of them the same, for the members in turn; made as they are asked for, on all cores. */
    public Stream<String> tokens(List<String> subs, int count) {
        var now = Instant.now();
        return IntStream.iterate(0, begin -> begin < count, begin -> begin + BATCH)
                .mapToObj(begin -> IntStream.range(begin, Math.min(begin + BATCH, count)))
                .flatMap(batch ->
                        batch.parallel().mapToObj(i -> token(subs.get(i % subs.size()), now)).toList().stream());
    }

    private String token(String sub, Instant now) {
        var claims = Json.members(
                "sub",
                sub,
                "iss",
                issuer(),
                "version",
                2,
                "client_id",
                CLIENT_ID,
                "origin_jti",
                origin,
                "event_id",
                UUID.randomUUID().toString(),
                "token_use",
                "access",
                "scope",
                "openid email profile " + SCOPE,
                "auth_time",
                now.getEpochSecond(),
                "exp",
                now.plus(VALID_FOR).getEpochSecond(),
                "iat",
                now.getEpochSecond(),
                "jti",
                UUID.randomUUID().toString(),
                "username",
                sub);
        var signedPart = HEADER + "." + encode(Json.write(claims));
        return signedPart + "." + encode(key.sign(signedPart));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
