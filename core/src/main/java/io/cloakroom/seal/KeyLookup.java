package io.cloakroom.seal;

import java.time.Instant;

/** What a store knows of a member's key. */
public sealed interface KeyLookup {
    record Found(WrappedKey key) implements KeyLookup {}

    record None() implements KeyLookup {}

    /** The member was erased: there is no key any more, and never will be. */
    record Erased(Instant at) implements KeyLookup {}
}
