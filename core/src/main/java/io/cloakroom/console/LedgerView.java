package io.cloakroom.console;

import io.cloakroom.card.LedgerPage.Day;
import java.util.List;
import java.util.Optional;

/**
 * What was done with a member's data, as far as somebody of the staff may see it.
 *
 * @param next where it goes on
 */
public record LedgerView(List<Day> days, Optional<String> next) {
    public LedgerView {
        days = List.copyOf(days);
    }
}
