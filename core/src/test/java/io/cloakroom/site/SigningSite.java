package io.cloakroom.site;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A site as seen from its own side: holds the private half of the site key and signs with it. */
public final class SigningSite {
    private final KeyPair pair = generate();

    public SiteKey key() {
        var encoded = pair.getPublic().getEncoded();
        return SiteKey.parse(publicKey(encoded)).orElseThrow();
    }

    /** As it stands in {@code sites.<id>.public-key}. */
    public String publicKey() {
        return publicKey(pair.getPublic().getEncoded());
    }

    private static String publicKey(byte[] encoded) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /** A signed POST. */
    public Request post(String path, String body, String messageId, Instant at) {
        var timestamp = Long.toString(at.getEpochSecond());
        return new Request(
                "request",
                "POST",
                path,
                "",
                new Headers(List.of(
                        new Headers.Line("Content-Type", "application/json"),
                        new Headers.Line("Webhook-Id", messageId),
                        new Headers.Line("Webhook-Timestamp", timestamp),
                        new Headers.Line("Webhook-Signature", signature(messageId, timestamp, body)))),
                Body.of(body),
                "127.0.0.1");
    }

    /** What {@code webhook-signature} says of such a message. */
    public String signature(String messageId, String timestamp, String body) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(SiteMessage.signed(messageId, timestamp, body.getBytes(StandardCharsets.UTF_8)));
            return "v1a," + Base64.getEncoder().encodeToString(ed25519.sign());
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
