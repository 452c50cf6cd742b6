package io.cloakroom.record;

import io.cloakroom.seal.SealedValue;
import java.nio.charset.StandardCharsets;

/** A field's value as a store keeps it. */
public sealed interface StoredValue {
    /** How long it is where it is kept. */
    int bytes();

    record Plain(String value) implements StoredValue {
        @Override
        public int bytes() {
            return value.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public String toString() {
            return "Plain[hidden]";
        }
    }

    record Sealed(SealedValue value) implements StoredValue {
        @Override
        public int bytes() {
            return value.length();
        }
    }
}
