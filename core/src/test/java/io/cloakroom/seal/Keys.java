package io.cloakroom.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Keys for tests. */
public final class Keys {
    private static final Keyset KEYSET = keyset();

    private Keys() {}

    public static GatewayKey gatewayKey() {
        return KEYSET.gatewayKey();
    }

    public static GatewaySignature signature() {
        return gatewayKey().signature();
    }

    public static KeyRing ring() {
        return KEYSET.keyRing();
    }

    private static Keyset keyset() {
        try {
            var folder = Files.createTempDirectory("keys");
            var file = folder.resolve("keyset.json");
            Keyset.create(file);
            var keyset = Keyset.read(file);
            Files.delete(file);
            Files.delete(folder);
            return keyset;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
