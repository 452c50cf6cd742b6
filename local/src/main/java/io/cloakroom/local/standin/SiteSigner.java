package io.cloakroom.local.standin;

import io.cloakroom.config.Secret;
import io.cloakroom.signin.Randoms;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Speaks for a site: signs with the private half of its key.
 *
 * @see io.cloakroom.site.SiteMessage
 */
final class SiteSigner {
    private final PrivateKey key;

    /** @param seed base64 of 32 bytes */
    SiteSigner(Secret seed) {
        try {
            var bytes = Base64.getDecoder().decode(seed.reveal());
            key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalArgumentException("not the seed of a site key", mistake);
        }
    }

    /** The headers that make a message of this body; each time another one. */
    Map<String, String> headers(byte[] body, Instant now) {
        var id = "msg_" + Randoms.next();
        var timestamp = Long.toString(now.getEpochSecond());
        var message = new ByteArrayOutputStream();
        message.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(body);
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", timestamp,
                "webhook-signature", "v1a," + Base64.getEncoder().encodeToString(sign(message.toByteArray())));
    }

    private byte[] sign(byte[] message) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
