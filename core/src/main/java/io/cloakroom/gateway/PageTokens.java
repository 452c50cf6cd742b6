package io.cloakroom.gateway;

import io.cloakroom.record.Collections;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.PoolCheck.Fresh;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.site.Site;
import java.util.Set;

/**
 * Hands access tokens out for the classic ways: only where a collection of the site allows that way, and never to staff,
 * whose tokens could reach more than their own data wherever else they are believed.
 */
final class PageTokens {
    private final Collections collections;
    private final Set<String> staffGroups;
    private final Sessions sessions;

    PageTokens(GatewayConfig config, Sessions sessions) {
        this.collections = config.collections();
        this.staffGroups = config.staff().groups();
        this.sessions = sessions;
    }

    sealed interface Outcome {
        record Given(Fresh fresh) implements Outcome {}

        /** She is in a staff group. */
        record Withheld() implements Outcome {}

        /** The pool no longer believes in her session. */
        record Over() implements Outcome {}
    }

    /** A site none of whose collections goes this way gets nothing for it, whatever it asks. */
    boolean areGiven(Site site, Delivery way) {
        return collections.of(site.id()).stream()
                .anyMatch(collection -> collection.deliveries().contains(way));
    }

    Outcome give(Site site, Session session) {
        return sessions.accessToken(site, session)
                .<Outcome>map(
                        fresh -> isStaff(fresh.says().groups()) ? new Outcome.Withheld() : new Outcome.Given(fresh))
                .orElseGet(Outcome.Over::new);
    }

    boolean isStaff(Set<String> groups) {
        return groups.stream().anyMatch(staffGroups::contains);
    }
}
