package io.cloakroom.site;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The public half of a site's key: Ed25519 (RFC 8032). It can check what a site says and say nothing itself, so whoever
 * reads our configuration cannot speak for a site.
 */
public final class SiteKey {
    private static final int KEY_BYTES = 32;
    /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] X509_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final PublicKey key;

    private SiteKey(PublicKey key) {
        this.key = key;
    }

    /** Reads base64 of the 32 bytes; empty if it is not that. */
    public static Optional<SiteKey> parse(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == KEY_BYTES ? Optional.of(new SiteKey(publicKey(bytes))) : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException notAKey) {
            return Optional.empty();
        }
    }

    /** A key that checks nothing, to go on reading settings with; who reads them stops at the fault. */
    static SiteKey standIn() {
        return parse(Base64.getEncoder().encodeToString(new byte[KEY_BYTES])).orElseThrow();
    }

    /** Whether the site signed this message. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        var encoded = new byte[X509_HEAD.length + KEY_BYTES];
        System.arraycopy(X509_HEAD, 0, encoded, 0, X509_HEAD.length);
        System.arraycopy(bytes, 0, encoded, X509_HEAD.length, KEY_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
