package io.cloakroom.userpool.signin;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's answer to {@code PASSWORD_VERIFIER}. Its text hides everything.
 *
 * @param secretBlock as we gave it
 * @param timestamp when the client signed, by its own clock
 * @param signature Base64
 */
public record SrpClaim(String secretBlock, String timestamp, String signature) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);

    Optional<Instant> time() {
        try {
            return Optional.of(LocalDateTime.parse(timestamp, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** What the signature covers. */
    byte[] signed(String poolShortName, String userId) {
        var name = (poolShortName + userId).getBytes(StandardCharsets.UTF_8);
        var block = bytes(secretBlock);
        var time = timestamp.getBytes(StandardCharsets.UTF_8);
        var signed = new byte[name.length + block.length + time.length];
        System.arraycopy(name, 0, signed, 0, name.length);
        System.arraycopy(block, 0, signed, name.length, block.length);
        System.arraycopy(time, 0, signed, name.length + block.length, time.length);
        return signed;
    }

    byte[] claimed() {
        return bytes(signature);
    }

    /** What is no Base64 is nobody's signature. */
    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "SrpClaim[hidden]";
    }
}
