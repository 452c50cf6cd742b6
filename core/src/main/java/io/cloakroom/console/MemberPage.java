package io.cloakroom.console;

import io.cloakroom.card.Pages.Link;
import java.util.List;

/**
 * A member's own page in the console: first the purpose is asked for, then her collections are offered.
 *
 * @param purposes for which somebody in these groups may look at anything at all
 * @param places what may be seen for the purpose that was chosen
 */
public record MemberPage(List<String> purposes, List<Link> places) {
    public MemberPage {
        purposes = List.copyOf(purposes);
        places = List.copyOf(places);
    }
}
