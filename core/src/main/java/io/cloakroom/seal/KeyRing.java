package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;

/** Wraps members' data keys. Whoever holds the ring and the store holds the vault; neither alone opens anything. */
public interface KeyRing {
    /** @throws UpstreamException if the ring's keeper cannot be reached */
    WrappedKey wrap(MemberId member, int version, byte[] key);

    /**
     * Unwraps a key for the member and version that it was wrapped for.
     *
     * @throws UpstreamException.Malformed if it was wrapped for another, or is damaged
     * @throws UpstreamException if the ring's keeper cannot be reached
     */
    byte[] unwrap(WrappedKey key);

    /**
     * The same key, wrapped as one wrapped now would be.
     *
     * @throws UpstreamException.Malformed if it was wrapped for another, or is damaged
     * @throws UpstreamException if the ring's keeper cannot be reached
     */
    default WrappedKey rewrap(WrappedKey key) {
        return wrap(key.member(), key.version(), unwrap(key));
    }

    /** Whether a key is wrapped as one wrapped now would be; if not, it had better be wrapped anew. */
    boolean isCurrent(WrappedKey key);
}
