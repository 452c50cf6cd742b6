package io.cloakroom.userpool.pages;

import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that pages name.
 *
 * @param path changes with the content, so that browsers may keep it for ever
 */
public record Asset(String path, String mediaType, Body content) {
    private static final int HASH_CHARACTERS = 16;

    static Asset load(String name, String mediaType) {
        try (var in = Asset.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("no " + name);
            var bytes = in.readAllBytes();
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            var ending = name.substring(name.lastIndexOf('.'));
            return new Asset("/assets/" + hash.substring(0, HASH_CHARACTERS) + ending, mediaType, new Body(bytes));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    public Response response() {
        return Response.of(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .with(mediaType, content);
    }
}
