package io.cloakroom.seal;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The gateway's own Ed25519 key (RFC 8032). It signs what the gateway asks of sites, and nothing that opens anything. */
public final class GatewaySignature {
    private final Ed25519Sign key;
    private final String publicKey;

    GatewaySignature(byte[] seed) {
        try {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            this.key = new Ed25519Sign(pair.getPrivateKey());
            this.publicKey = Base64.getEncoder().encodeToString(pair.getPublicKey());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("no signature to be had", mistake);
        }
    }

    /** Base64 of its 32 bytes. */
    public String publicKey() {
        return publicKey;
    }

    public byte[] sign(byte[] message) {
        try {
            return key.sign(message);
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("signing failed", mistake);
        }
    }
}
