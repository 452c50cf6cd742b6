package io.cloakroom.memberful;

import io.cloakroom.membership.Membership;
import java.util.List;
import java.util.Optional;

/**
 * Somebody's account at Memberful, as it is now.
 *
 * @param email as Memberful has it; empty if there is no such account any more
 */
public record Account(Optional<String> email, List<Membership> memberships) {
    static final Account GONE = new Account(Optional.empty(), List.of());

    public Account {
        memberships = List.copyOf(memberships);
    }

    @Override
    public String toString() {
        return "Account[hidden]";
    }
}
