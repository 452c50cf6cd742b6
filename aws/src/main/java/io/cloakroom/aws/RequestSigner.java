package io.cloakroom.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests to services whose requests are all POST to {@code /}, DynamoDB and Cognito, as the SDK does.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed
 *     AWS API request</a>
 */
final class RequestSigner {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY_CHARACTERS = "yyyyMMdd".length();
    private static final HexFormat HEX = HexFormat.of();

    private final String service;
    private final String region;
    private final Clock clock;
    private volatile @Nullable Derived last;

    RequestSigner(String region, Clock clock) {
        this("dynamodb", region, clock);
    }

    /** @param service as it is called in signatures, such as {@code dynamodb} */
    RequestSigner(String service, String region, Clock clock) {
        this.service = service;
        this.region = region;
        this.clock = clock;
    }

    /** The key for one day, which costs four hashes to derive. Its text hides it. */
    private record Derived(AwsCredentialsIdentity identity, String day, SecretKey key) {
        @Override
        public String toString() {
            return "Derived[" + day + "]";
        }
    }

    /**
     * All headers that the request must carry to be believed, in lower case: those given, the body's hash, the date, the
     * session's token where the credentials have one, and the signature over them.
     *
     * @param headers in lower case; the host among them
     */
    SortedMap<String, String> signed(AwsCredentialsIdentity identity, SortedMap<String, String> headers, byte[] body) {
        var stamp = STAMP.format(Instant.now(clock));
        var bodyHash = hash(body);
        var all = new TreeMap<>(headers);
        all.put("x-amz-content-sha256", bodyHash);
        all.put("x-amz-date", stamp);
        if (identity instanceof AwsSessionCredentialsIdentity session) {
            all.put("x-amz-security-token", session.sessionToken());
        }
        var names = String.join(";", all.keySet());
        var day = stamp.substring(0, DAY_CHARACTERS);
        var scope = day + "/" + region + "/" + service + "/aws4_request";
        var text = ALGORITHM + "\n" + stamp + "\n" + scope + "\n" + hash(canonical(all, names, bodyHash));
        var signature = HEX.formatHex(hmac(key(identity, day), text));
        all.put(
                "authorization",
                ALGORITHM + " Credential=" + identity.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return all;
    }

    private static byte[] canonical(SortedMap<String, String> headers, String names, String bodyHash) {
        var text = new StringBuilder("POST\n/\n\n");
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n')
                .append(names)
                .append('\n')
                .append(bodyHash)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private SecretKey key(AwsCredentialsIdentity identity, String day) {
        var known = last;
        if (known != null && known.day.equals(day) && known.identity.equals(identity)) return known.key;
        var derived = new Derived(identity, day, derive(identity.secretAccessKey(), day));
        last = derived;
        return derived.key;
    }

    private SecretKey derive(String secret, String day) {
        var key = secretKey(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
        for (var part : List.of(day, region, service, "aws4_request")) key = secretKey(hmac(key, part));
        return key;
    }

    private static SecretKey secretKey(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    private static byte[] hmac(SecretKey key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException mistake) {
            // Its own words might hold the key.
            throw new IllegalStateException("no key to sign with");
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
