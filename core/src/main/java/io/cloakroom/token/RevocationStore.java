package io.cloakroom.token;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Optional;

/** What was taken back before its time. Read on every request, so that taking back works at once. */
public interface RevocationStore {
    /**
     * Whether a sign-in was taken back.
     *
     * @param origin the sign-in's {@code origin_jti}, if it has one
     * @param authenticatedAt a sign-in at the very instant of a revocation counts as before it
     * @throws io.cloakroom.upstream.UpstreamException if it cannot be told
     */
    boolean isRevoked(MemberId member, Optional<String> origin, Instant authenticatedAt);

    /**
     * Takes back every sign-in of a member up to an instant. A later instant wins over an earlier one.
     *
     * @param keepUntil when no session of that time can be alive any more
     */
    void revokeMember(MemberId member, Instant upTo, Instant keepUntil);

    /** Takes back one sign-in and all that descends from it. */
    void revokeOrigin(String origin, Instant keepUntil);
}
