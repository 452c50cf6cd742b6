package io.cloakroom.userpool.pages;

import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** @param path changes with the content, so that browsers may keep it for ever */
public record Stylesheet(String path, Body content) {
    private static final int HASH_CHARACTERS = 16;

    static Stylesheet load() {
        try (var in = Stylesheet.class.getResourceAsStream("pool.css")) {
            if (in == null) throw new IllegalStateException("no pool.css");
            var bytes = in.readAllBytes();
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Stylesheet("/assets/" + hash.substring(0, HASH_CHARACTERS) + ".css", new Body(bytes));
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
                .with("text/css; charset=utf-8", content);
    }
}
