package io.cloakroom.token;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** In memory; held to {@link RevocationStoreContract} like the others. */
public final class FakeRevocationStore implements RevocationStore {
    private final Map<MemberId, Instant> members = new ConcurrentHashMap<>();
    private final Set<String> origins = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isRevoked(MemberId member, Optional<String> origin, Instant authenticatedAt) {
        var upTo = members.get(member);
        return (upTo != null && !authenticatedAt.isAfter(upTo))
                || origin.filter(origins::contains).isPresent();
    }

    @Override
    public void revokeMember(MemberId member, Instant upTo, Instant keepUntil) {
        members.merge(member, upTo, (old, next) -> old.isAfter(next) ? old : next);
    }

    @Override
    public void revokeOrigin(String origin, Instant keepUntil) {
        origins.add(origin);
    }
}
