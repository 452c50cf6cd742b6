package io.cloakroom.bench;

import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.ClassicRelay;
import java.util.List;

/** Reads that WordPress passes on. */
final class RelayRows {
    static final String CLASSIC = "classic-relay";

    private static final int CONNECTIONS = 8;
    private static final String CLASSIC_DOES =
            "WordPress starts, takes the user from the cookie, checks the nonce, opens the PHP session, asks the stand-in with"
                    + " the token from there, and passes its answer on as JSON; 16 members in turn. CPU of nginx, four PHP"
                    + " workers and MariaDB. Not done: what the API behind it would do with the token, TLS.";

    private final Ground ground;
    private final Meter meter;

    RelayRows(Ground ground, Meter meter) {
        this.ground = ground;
        this.meter = meter;
    }

    List<Row> measure() {
        try (var relay = ClassicRelay.start(ground.bench(), ground.standIn())) {
            var calls = relay.calls(ground.pool(), ground.vault().members());
            Proof.answers("The classic relay", relay, calls.getFirst(), 200, "\"success\":true");
            var file = ground.file("classic-relay", calls);
            var row = Row.of(Section.READS, CLASSIC, "Classic relay", CLASSIC_DOES);
            return List.of(meter.fastest(row, relay, file, file, CONNECTIONS));
        }
    }
}
