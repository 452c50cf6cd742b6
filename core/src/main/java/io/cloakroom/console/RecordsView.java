package io.cloakroom.console;

import io.cloakroom.card.RecordsPage.Shown;
import java.util.List;
import java.util.Optional;

/**
 * A member's records of one collection, as somebody of the staff may see them. Does not print what they hold.
 *
 * @param notice what was just done, such as "Saved."
 * @param prove where she proves herself again before secret fields are shown whole; empty if she just has
 * @param next where the list goes on
 */
public record RecordsView(
        String title, List<Shown> records, Optional<String> notice, Optional<String> prove, Optional<String> next) {
    public RecordsView {
        records = List.copyOf(records);
    }
}
