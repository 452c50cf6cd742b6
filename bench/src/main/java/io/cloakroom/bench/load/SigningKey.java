package io.cloakroom.bench.load;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An RSA key of 2048 bits that signs fast, because a row needs tokens by the hundred thousand: its modulus has eight primes
 * where a pool's has two. Whoever verifies sees no difference and has the same work. Its short primes make it good for
 * nothing but measuring.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8017#section-5.1.2">RFC 8017, 5.1.2: more than two primes</a>
 */
final class SigningKey {
    private static final int BITS = 2048;
    private static final int PRIMES = 8;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    /** What stands before a SHA-256 hash in the block that is signed; RFC 8017, 9.2, note 1. */
    private static final byte[] SHA_256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final BigInteger modulus;
    private final List<Part> parts;

    /**
     * What is worked out modulo one prime.
     *
     * @param weight is 1 modulo this prime and 0 modulo the others: the parts' results, each times its weight, add up to the
     *     whole (the Chinese remainder theorem)
     */
    private record Part(BigInteger prime, BigInteger exponent, BigInteger weight) {}

    private SigningKey(BigInteger modulus, List<Part> parts) {
        this.modulus = modulus;
        this.parts = parts;
    }

    static SigningKey generate() {
        var random = new SecureRandom();
        var primes = new ArrayList<BigInteger>();
        while (primes.size() < PRIMES) {
            var prime = prime(random);
            var isFit = EXPONENT.gcd(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE);
            if (isFit && !primes.contains(prime)) primes.add(prime);
        }
        var modulus = primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
        return new SigningKey(modulus, parts(primes, modulus));
    }

    /** With its uppermost bits set, for the product of eight to have all its bits: (15/16)^8 is more than a half. */
    private static BigInteger prime(SecureRandom random) {
        var bits = BITS / PRIMES;
        var start = new BigInteger(bits, random);
        for (var bit = bits - 1; bit >= bits - 4; bit--) start = start.setBit(bit);
        return start.nextProbablePrime();
    }

    private static List<Part> parts(List<BigInteger> primes, BigInteger modulus) {
        return primes.stream()
                .map(prime -> {
                    var exponent = EXPONENT.modInverse(prime.subtract(BigInteger.ONE));
                    var others = modulus.divide(prime);
                    return new Part(prime, exponent, others.multiply(others.modInverse(prime)));
                })
                .toList();
    }

    RSAPublicKey publicKey() {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, EXPONENT));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** RS256. */
    byte[] sign(String text) {
        var block = new BigInteger(1, block(text));
        var signature = BigInteger.ZERO;
        for (var part : parts) {
            signature = signature.add(
                    block.mod(part.prime).modPow(part.exponent, part.prime).multiply(part.weight));
        }
        return fixed(signature.mod(modulus));
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc8017#section-9.2">RFC 8017, 9.2</a> */
    private static byte[] block(String text) {
        var hash = sha256(text);
        var block = new ByteArrayOutputStream(BITS / 8);
        block.write(0);
        block.write(1);
        while (block.size() < BITS / 8 - 1 - SHA_256.length - hash.length) block.write(0xff);
        block.write(0);
        block.writeBytes(SHA_256);
        block.writeBytes(hash);
        return block.toByteArray();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** As many bytes as the modulus has, whatever the number. */
    private static byte[] fixed(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[BITS / 8];
        var length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }
}
