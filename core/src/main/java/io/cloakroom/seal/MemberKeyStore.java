package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException;
import java.util.Optional;

/** Keeps wrapped keys. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface MemberKeyStore {
    /** The member's key of the highest version; strongly consistent. */
    Optional<WrappedKey> newest(MemberId member);

    Optional<WrappedKey> find(MemberId member, int version);

    /**
     * Adds a key.
     *
     * @return false, and nothing changed, if the member has a key of that version: of two who add at once, one wins
     */
    boolean add(WrappedKey key);
}
