package io.cloakroom.gateway;

import io.cloakroom.card.Leaving;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Session;
import io.cloakroom.site.Site;
import java.util.Optional;
import java.util.Set;

/**
 * A member who asks for her own data.
 *
 * @param site on which she is signed in
 * @param ways by which the data may reach her over the door that she came through
 * @param displayName if the door knows it; never printed
 * @param session which she came with, if it was one
 * @param leaving what stands above her pages, if she has asked to be erased
 */
record Caller(
        MemberId member,
        Site site,
        Set<Delivery> ways,
        Optional<String> displayName,
        Optional<Session> session,
        Optional<Leaving> leaving) {
    Caller {
        ways = Set.copyOf(ways);
    }

    Caller(MemberId member, Site site, Set<Delivery> ways, Optional<String> displayName, Optional<Session> session) {
        this(member, site, ways, displayName, session, Optional.empty());
    }

    Caller under(Optional<Leaving> above) {
        return new Caller(member, site, ways, displayName, session, above);
    }

    @Override
    public String toString() {
        return "Caller[" + member.value() + ", " + site.id().value() + "]";
    }
}
