package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Delivery;
import io.cloakroom.site.Site;
import java.util.Optional;
import java.util.Set;

/**
 * A member who asks for her own data.
 *
 * @param site on which she is signed in
 * @param ways by which the data may reach her over the door that she came through
 * @param displayName if the door knows it; never printed
 */
record Caller(MemberId member, Site site, Set<Delivery> ways, Optional<String> displayName) {
    Caller {
        ways = Set.copyOf(ways);
    }

    @Override
    public String toString() {
        return "Caller[" + member.value() + ", " + site.id().value() + "]";
    }
}
