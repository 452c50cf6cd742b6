package io.cloakroom.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key that the issuer publishes for checking RS256 signatures. One verifier a key, because building one costs more than
 * the check.
 */
public final class VerificationKey {
    private static final int MODULUS_BITS_MIN = 2048;
    private static final JWSHeader RS256 = new JWSHeader(JWSAlgorithm.RS256);

    private final String id;
    private final JWSVerifier verifier;

    private VerificationKey(String id, JWSVerifier verifier) {
        this.id = id;
        this.verifier = verifier;
    }

    /**
     * Takes a key of a key set, or leaves it.
     *
     * @return empty if it is no RSA key of 2048 bits or more, has no id, or is meant for anything but checking RS256
     *     signatures (RFC 7517, 4.2 to 4.4)
     */
    static Optional<VerificationKey> of(JWK jwk) {
        if (!(jwk instanceof RSAKey key) || key.getKeyID() == null || key.size() < MODULUS_BITS_MIN) {
            return Optional.empty();
        }
        if (!isMeantForRs256Signatures(jwk)) return Optional.empty();
        try {
            return Optional.of(new VerificationKey(key.getKeyID(), new RSASSAVerifier(key.toRSAPublicKey())));
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }

    private static boolean isMeantForRs256Signatures(JWK jwk) {
        var use = jwk.getKeyUse();
        var operations = jwk.getKeyOperations();
        var algorithm = jwk.getAlgorithm();
        return (use == null || use.equals(KeyUse.SIGNATURE))
                && (operations == null || operations.contains(KeyOperation.VERIFY))
                && (algorithm == null || algorithm.equals(JWSAlgorithm.RS256));
    }

    public String id() {
        return id;
    }

    /** Whether this key's owner signed it. */
    boolean signed(Jwt jwt) {
        try {
            return verifier.verify(
                    RS256, jwt.signedPart().getBytes(StandardCharsets.US_ASCII), new Base64URL(jwt.signature()));
        } catch (JOSEException unusable) {
            return false;
        }
    }
}
