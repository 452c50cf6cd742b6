package io.cloakroom.token;

import io.cloakroom.upstream.UpstreamException;
import java.util.Optional;

/** Where the issuer's keys come from. */
@FunctionalInterface
public interface KeySource {
    /**
     * Finds a key.
     *
     * @param id any text: it comes from a token that nobody has checked yet
     * @return empty if the issuer has no such key
     * @throws UpstreamException if that cannot be told now
     */
    Optional<VerificationKey> find(String id);
}
