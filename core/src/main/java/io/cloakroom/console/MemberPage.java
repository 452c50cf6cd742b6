package io.cloakroom.console;

import io.cloakroom.card.Pages.Link;
import java.util.List;
import java.util.Optional;

/**
 * A member's own page in the console: first the purpose is asked for, then her collections are offered.
 *
 * @param purposes for which somebody in these groups may look at anything at all
 * @param places what may be seen for the purpose that was chosen
 * @param ledger where what was done with her data is told; empty until a purpose is chosen
 */
public record MemberPage(List<String> purposes, List<Link> places, Optional<String> ledger) {
    public MemberPage {
        purposes = List.copyOf(purposes);
        places = List.copyOf(places);
    }
}
