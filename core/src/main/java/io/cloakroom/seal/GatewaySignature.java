package io.cloakroom.seal;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway's own Ed25519 key (RFC 8032). It signs what the gateway asks of sites, and nothing that opens anything. */
public final class GatewaySignature {
    private final Supplier<byte[]> seed;
    private @Nullable Pair pair;

    /** @param seed asked for once, and not before it is needed: a start shall not wait for it */
    GatewaySignature(Supplier<byte[]> seed) {
        this.seed = seed;
    }

    private record Pair(Ed25519Sign key, String publicKey) {
        static Pair of(byte[] seed) {
            try {
                var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
                var key = new Ed25519Sign(pair.getPrivateKey());
                return new Pair(key, Base64.getEncoder().encodeToString(pair.getPublicKey()));
            } catch (GeneralSecurityException mistake) {
                throw new IllegalStateException("no signature to be had", mistake);
            }
        }
    }

    /** Base64 of its 32 bytes. */
    public String publicKey() {
        return pair().publicKey();
    }

    public byte[] sign(byte[] message) {
        try {
            return pair().key().sign(message);
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("signing failed", mistake);
        }
    }

    private synchronized Pair pair() {
        var known = pair;
        if (known != null) return known;
        var made = Pair.of(seed.get());
        pair = made;
        return made;
    }
}
