package io.cloakroom.bench.load;

import java.nio.charset.StandardCharsets;

/** HTTP requests as bytes. */
public final class Requests {
    private Requests() {}

    /** @param lines further header lines, without their ends */
    public static byte[] get(String host, String path, String... lines) {
        return bytes("GET " + path + " HTTP/1.1", host, "", lines);
    }

    /** A read by bearer token. */
    public static byte[] read(String host, String path, String token) {
        return get(host, path, "Authorization: Bearer " + token);
    }

    public static byte[] post(String host, String path, String body, String... lines) {
        return bytes("POST " + path + " HTTP/1.1", host, body, lines);
    }

    private static byte[] bytes(String first, String host, String body, String... lines) {
        var text = new StringBuilder(first).append("\r\nHost: ").append(host).append("\r\n");
        for (var line : lines) text.append(line).append("\r\n");
        var content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0)
            text.append("Content-Length: ").append(content.length).append("\r\n");
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }
}
