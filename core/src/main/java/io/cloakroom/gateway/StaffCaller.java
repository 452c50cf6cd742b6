package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.session.Session;
import java.util.Set;

/**
 * Somebody of the staff, signed in at the console with two factors.
 *
 * @param groups of the staff's that she is in, as the pool said last
 * @param name that the console calls her; never printed
 */
record StaffCaller(MemberId member, Set<String> groups, String name, Session session) {
    StaffCaller {
        groups = Set.copyOf(groups);
    }

    @Override
    public String toString() {
        return "StaffCaller[" + member.value() + "]";
    }
}
