package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A site key as the plugin would make it: the demo makes it for the site, so that nobody has to carry it over.
 *
 * @param seed base64 of 32 bytes, for the site
 * @param publicKey base64 of 32 bytes, for the gateway
 */
record SiteKeyPair(Secret seed, String publicKey) {

    static String newSeed() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return Base64.getEncoder().encodeToString(seed);
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    static SiteKeyPair of(Secret seed) {
        return new SiteKeyPair(seed, publicKey(Base64.getDecoder().decode(seed.reveal())));
    }

    /** The JDK has no call that leads from a seed to its public half; a generator that is fed the seed does. */
    private static String publicKey(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            var encoded = generator.generateKeyPair().getPublic().getEncoded();
            return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** Random bytes that were chosen before. */
    @SuppressWarnings("serial")
    private static final class Fixed extends SecureRandom {
        private final transient byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
