package io.cloakroom.cli.report;

import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordWalk.Straggler;
import java.io.PrintWriter;
import java.util.List;

/** Records to which something cannot be done, by name. */
public final class Stragglers {
    private Stragglers() {}

    /** @param undone what is the matter with each, such as "does not open" */
    public static void tell(PrintWriter out, String undone, List<Straggler> stragglers) {
        for (var straggler : stragglers) {
            var what =
                    straggler.id().map(RecordId::value).orElse("a record that cannot be read, and what is behind it,");
            out.println(undone + ": " + what + " of " + straggler.member().value());
        }
    }
}
