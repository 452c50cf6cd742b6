package io.cloakroom.userpool.api;

import io.cloakroom.http.Request;
import io.cloakroom.userpool.store.AdminKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a request was signed with the data folder's access key: Signature Version 4, in the Authorization header.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM, create a
 *     signed request</a>
 */
public final class Signatures {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "cognito-idp";
    private static final Duration SKEW_MOST = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " +Credential=([^/,\\s]+)/([0-9]{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request"
                    + ", *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");

    private final AdminKey key;
    private final String region;
    private final Clock clock;

    public Signatures(AdminKey key, String region, Clock clock) {
        this.key = key;
        this.region = region;
        this.clock = clock;
    }

    private record Signed(
            String keyId, String day, String region, String service, List<String> headers, String signature) {}

    /** @throws ApiFault with AWS's name for what is wrong */
    void check(Request request) {
        var signed = read(request);
        if (!signed.keyId().equals(key.accessKeyId()) || request.headers().has("X-Amz-Security-Token")) {
            throw new ApiFault(
                    ApiFault.Type.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        checkHeaders(request, signed);
        checkScope(signed);
        var time = request.headers().only("X-Amz-Date").orElse("");
        checkTime(time, signed.day());
        var expected = signature(signed, time, hex(sha256(canonical(request, signed))));
        if (!MessageDigest.isEqual(bytes(expected), bytes(signed.signature()))) {
            throw invalid("The request signature we calculated does not match the signature you provided. Check your"
                    + " AWS Secret Access Key and signing method.");
        }
    }

    private static Signed read(Request request) {
        var header = request.headers().only("Authorization");
        if (header.isEmpty()) {
            throw new ApiFault(ApiFault.Type.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        }
        var match = AUTHORIZATION.matcher(header.get());
        if (!match.matches()) {
            throw new ApiFault(
                    ApiFault.Type.INCOMPLETE_SIGNATURE,
                    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of " + ALGORITHM);
        }
        var headers = Arrays.asList(match.group(5).split(";"));
        return new Signed(match.group(1), match.group(2), match.group(3), match.group(4), headers, match.group(6));
    }

    /** What could change the meaning of the call must be under the signature. */
    private static void checkHeaders(Request request, Signed signed) {
        for (var line : request.headers().lines()) {
            var name = line.name().toLowerCase(Locale.ROOT);
            if ((name.equals("host") || name.startsWith("x-amz-"))
                    && !signed.headers().contains(name)) {
                throw invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private void checkScope(Signed signed) {
        if (!signed.region().equals(region)) {
            throw invalid("Credential should be scoped to a valid region, not '" + printable(signed.region()) + "'.");
        }
        if (!signed.service().equals(SERVICE)) {
            throw invalid("Credential should be scoped to correct service: '" + SERVICE + "'.");
        }
    }

    private void checkTime(String time, String day) {
        try {
            var signedAt = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
            if (!time.startsWith(day))
                throw invalid("Date in Credential scope does not match the date of the request.");
            var distance = Duration.between(signedAt, now()).abs();
            if (distance.compareTo(SKEW_MOST) > 0)
                throw invalid("Signature expired: " + time + " is too far from now.");
        } catch (DateTimeException notATime) {
            throw new ApiFault(ApiFault.Type.INCOMPLETE_SIGNATURE, "X-Amz-Date: YYYYMMDD'T'HHMMSS'Z'");
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private static byte[] canonical(Request request, Signed signed) {
        var headers = signed.headers().stream()
                .map(name -> name + ":" + canonical(request.headers().all(name)) + "\n")
                .collect(Collectors.joining());
        return bytes(String.join(
                "\n",
                request.method(),
                request.path(),
                request.query(),
                headers,
                String.join(";", signed.headers()),
                hex(sha256(request.body().bytes()))));
    }

    private static String canonical(List<String> values) {
        return values.stream().map(value -> value.strip().replaceAll(" +", " ")).collect(Collectors.joining(","));
    }

    private String signature(Signed signed, String time, String hashOfRequest) {
        var scope = String.join("/", signed.day(), signed.region(), signed.service(), "aws4_request");
        var toSign = String.join("\n", ALGORITHM, time, scope, hashOfRequest);
        var secret = bytes("AWS4" + key.secretAccessKey().reveal());
        var signing = hmac(hmac(hmac(hmac(secret, signed.day()), signed.region()), signed.service()), "aws4_request");
        return hex(hmac(signing, toSign));
    }

    private static byte[] hmac(byte[] secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", absent);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "?");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(ApiFault.Type.INVALID_SIGNATURE, message);
    }
}
