package io.cloakroom.userpool.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against numbers that amazon-cognito-identity-js 6.3.21 computed, with a salt that needs a zero byte in front. */
class SrpVerifierTest {
    private static final BigInteger SALT = new BigInteger("f3a1c2d4e5f60718293a4b5c6d7e8f90", 16);
    private static final BigInteger CLIENT_SECRET = new BigInteger("2e".repeat(32), 16);
    private static final BigInteger SERVER_SECRET = new BigInteger("1f".repeat(32), 16);
    private static final String CLIENTS_KEY = "8a8be23a9abb276df7f91a86419d7c1d";

    @Test
    void verifier_ofAPassword_leadsToTheKeyOfCognitosClient() throws Exception {
        assertThat(serversKey("Grüße-7-päßword")).isEqualTo(CLIENTS_KEY);
    }

    @Test
    void verifier_ofAnotherPassword_leadsElsewhere() throws Exception {
        assertThat(serversKey("Grüße-8-päßword")).isNotEqualTo(CLIENTS_KEY);
    }

    @Test
    void verifier_ofOnePasswordTwice_differsBySalt() {
        var one = SrpVerifier.of("Ab3dEf9hI", "ada", "password");
        var other = SrpVerifier.of("Ab3dEf9hI", "ada", "password");
        assertThat(one.salt()).isNotEqualTo(other.salt());
        assertThat(one.verifier()).isNotEqualTo(other.verifier());
    }

    /** The server's side of SRP-6a, and the key that both sides derive (HKDF with Cognito's label). */
    private static String serversKey(String password) throws Exception {
        var n = SrpVerifier.N;
        var v = new BigInteger(
                SrpVerifier.of(SALT, "Ab3dEf9hI", "89ba32f9-842d-4d41-9254-ac381e5a4e86", password)
                        .verifier(),
                16);
        var k = hash(n, SrpVerifier.G);
        var a = SrpVerifier.G.modPow(CLIENT_SECRET, n);
        var b = k.multiply(v).add(SrpVerifier.G.modPow(SERVER_SECRET, n)).mod(n);
        var u = hash(a, b);
        var s = a.multiply(v.modPow(u, n)).modPow(SERVER_SECRET, n);
        var extracted = hmac(u.toByteArray(), s.toByteArray());
        var key = hmac(extracted, "Caldera Derived Key\u0001".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(key, 16));
    }

    private static BigInteger hash(BigInteger one, BigInteger other) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(one.toByteArray());
        return new BigInteger(1, digest.digest(other.toByteArray()));
    }

    private static byte[] hmac(byte[] key, byte[] message) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
