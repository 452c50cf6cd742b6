package io.cloakroom.record;

import io.cloakroom.seal.SealedValue;

/** A field's value as a store keeps it. */
public sealed interface StoredValue {
    record Plain(String value) implements StoredValue {
        @Override
        public String toString() {
            return "Plain[hidden]";
        }
    }

    record Sealed(SealedValue value) implements StoredValue {}
}
