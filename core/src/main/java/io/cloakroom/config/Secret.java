package io.cloakroom.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret setting. It does not print; who needs the text says {@link #reveal()}, which a search finds. */
public record Secret(String reveal) {
    public Secret {
        Checks.require(!reveal.isBlank(), "secret", "not blank");
    }

    /** Compares in constant time. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(reveal.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
