package io.cloakroom.site;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signed message of a site, in the form of Standard Webhooks: the signature covers id, time and body.
 *
 * @param id chosen by the site; who acts on the message remembers it, so that it works once
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public record SiteMessage(SiteId site, String id, Instant sentAt) {
    /** How far the site's clock may be from ours, either way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,11}");
    private static final String SCHEME = "v1a,";

    /** @return empty if any header is missing or malformed, the time is off, or the signature is not this site's */
    public static Optional<SiteMessage> verify(Request request, Site site, Instant now) {
        return verify(request.headers(), request.body().bytes(), site, now);
    }

    /** The same of a site's answer to a message of ours; who asked looks whether its id is the one of the question. */
    public static Optional<SiteMessage> verify(Headers headers, byte[] body, Site site, Instant now) {
        var id = headers.only("webhook-id").filter(text -> ID.matcher(text).matches());
        var timestamp = headers.only("webhook-timestamp")
                .filter(text -> TIMESTAMP.matcher(text).matches());
        var signature = headers.only("webhook-signature").flatMap(SiteMessage::decode);
        if (id.isEmpty() || timestamp.isEmpty() || signature.isEmpty()) return Optional.empty();
        var sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
        if (Duration.between(sentAt, now).abs().compareTo(WINDOW) > 0) return Optional.empty();
        var message = signed(id.get(), timestamp.get(), body);
        if (!site.key().verifies(message, signature.get())) return Optional.empty();
        return Optional.of(new SiteMessage(site.id(), id.get(), sentAt));
    }

    /** What the signature covers. */
    public static byte[] signed(String id, String timestamp, byte[] body) {
        var message = new ByteArrayOutputStream();
        message.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static Optional<byte[]> decode(String header) {
        if (!header.startsWith(SCHEME)) return Optional.empty();
        try {
            return Optional.of(Base64.getDecoder().decode(header.substring(SCHEME.length())));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
