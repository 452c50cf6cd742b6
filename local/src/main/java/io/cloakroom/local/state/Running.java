package io.cloakroom.local.state;

import java.time.Instant;
import java.util.List;

/**
 * Who uses a state folder now.
 *
 * @param addresses in the order to show them; none while it starts
 */
public record Running(long pid, Instant since, List<Address> addresses) {
    public Running {
        addresses = List.copyOf(addresses);
    }
}
