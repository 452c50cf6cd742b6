package io.cloakroom.entry;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.time.Duration;

/**
 * Where and within what limits a listener takes requests. Keys stand below the listener's own name, such as {@code
 * listen}.
 *
 * @param address the local address; key {@code address}, default 127.0.0.1
 * @param port 0 takes a free one; key {@code port}
 * @param bodyBytesMax key {@code body-bytes-max}, 1 KiB to 10 MiB, default 256 KiB, which a full batch of facts needs
 * @param headerBytesMax all header lines together; key {@code header-bytes-max}, 4 KiB to 64 KiB, default 16 KiB
 * @param proxies of our own that stand before this listener, each adding the address that it was asked from to {@code
 *     X-Forwarded-For}; key {@code proxies}, 0 to 5, default 0: the header counts for nothing then
 * @param bodyWithin from the end of the headers to the end of the body; key {@code body-within}, default 10 s
 */
public record ListenConfig(
        String address, int port, int bodyBytesMax, int headerBytesMax, Duration bodyWithin, int proxies) {
    private static final int PROXIES_MOST = 5;
    private static final Duration BODY_WITHIN_MOST = Duration.ofMinutes(1);

    public ListenConfig {
        require(isWithin(0, port, 65_535), "port", "0 to 65535");
        require(isWithin(1 << 10, bodyBytesMax, 10 << 20), "body-bytes-max", "1024 to 10485760");
        require(isWithin(4 << 10, headerBytesMax, 64 << 10), "header-bytes-max", "4096 to 65536");
        require(isWithin(0, proxies, PROXIES_MOST), "proxies", "0 to " + PROXIES_MOST);
        require(isWithin(Duration.ofSeconds(1), bodyWithin, BODY_WITHIN_MOST), "body-within", "PT1S to PT1M");
    }

    /** The defaults on a loopback port. */
    public static ListenConfig loopback(int port) {
        return new ListenConfig("127.0.0.1", port, 256 << 10, 16 << 10, Duration.ofSeconds(10), 0);
    }

    public static ListenConfig from(Settings settings, String name, int defaultPort) {
        return new ListenConfig(
                settings.text(name + ".address", "127.0.0.1"),
                settings.integer(name + ".port", defaultPort, 0, 65_535),
                settings.integer(name + ".body-bytes-max", 256 << 10, 1 << 10, 10 << 20),
                settings.integer(name + ".header-bytes-max", 16 << 10, 4 << 10, 64 << 10),
                settings.duration(
                        name + ".body-within", Duration.ofSeconds(10), Duration.ofSeconds(1), BODY_WITHIN_MOST),
                settings.integer(name + ".proxies", 0, 0, PROXIES_MOST));
    }
}
