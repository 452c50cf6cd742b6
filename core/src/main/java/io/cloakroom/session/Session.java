package io.cloakroom.session;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.Optional;

/**
 * One browser session as a store keeps it.
 *
 * @param origin the pool's name of the sign-in that it began with
 * @param endsAt whatever happens
 * @param checkBy when the pool must be asked again whether it still believes in this session
 * @param sealed refresh token and profile, base64url of what {@code GatewayKey} sealed
 * @param version counts its writes, from 1
 */
public record Session(
        SessionRef ref,
        SiteId site,
        MemberId member,
        Optional<String> origin,
        Instant authenticatedAt,
        Instant lastSeenAt,
        Instant endsAt,
        Instant checkBy,
        String sealed,
        long version) {

    Session seenAt(Instant now) {
        return new Session(ref, site, member, origin, authenticatedAt, now, endsAt, checkBy, sealed, version + 1);
    }

    Session checked(Instant nextCheckBy, String newlySealed) {
        return new Session(
                ref, site, member, origin, authenticatedAt, lastSeenAt, endsAt, nextCheckBy, newlySealed, version + 1);
    }

    @Override
    public String toString() {
        return "Session[" + ref.value() + ", " + site.value() + ", " + member.value() + "]";
    }
}
