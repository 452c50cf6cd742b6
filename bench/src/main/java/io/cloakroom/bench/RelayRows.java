package io.cloakroom.bench;

import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.Gateway;
import io.cloakroom.bench.system.RelaySite;
import io.cloakroom.bench.system.Vault;
import java.util.List;

/** Reads that WordPress passes on. */
final class RelayRows {
    static final String CLASSIC = "classic-relay";

    private static final int CONNECTIONS = 8;
    private static final String COUNTED =
            " 16 members in turn. CPU of nginx, four PHP workers and MariaDB. Not counted: what is behind it. Not done: TLS.";
    private static final String CLASSIC_DOES =
            "WordPress starts, takes the user from the cookie, opens the PHP session, checks the nonce, asks the stand-in with the"
                    + " token from the session, and passes the answer on as JSON." + COUNTED;
    private static final String PLUGIN_DOES =
            "WordPress starts, takes the user from the cookie, checks the nonce and the login, opens the sealed token, asks a"
                    + " gateway with it, reads the answer strictly, and passes it on as JSON." + COUNTED;

    private final Ground ground;
    private final Meter meter;

    RelayRows(Ground ground, Meter meter) {
        this.ground = ground;
        this.meter = meter;
    }

    List<Row> measure() {
        return List.of(classic(), withPlugin());
    }

    private Row classic() {
        try (var site = RelaySite.classic(ground.bench(), ground.standIn())) {
            var row = Row.of(Section.READS, CLASSIC, "Classic relay", CLASSIC_DOES);
            return measured(row, site, "\"Item\"");
        }
    }

    private Row withPlugin() {
        try (var gateway = Gateway.startBesideLoad(ground.bench(), ground.onDynamoDb("gateway-relay"));
                var site = RelaySite.withPlugin(ground.bench(), gateway)) {
            var row = Row.of(Section.READS, "plugin-relay", "This plugin's relay", PLUGIN_DOES);
            return measured(row, site, Vault.OPENED);
        }
    }

    private Row measured(Row row, RelaySite site, String inside) {
        var calls = site.calls(ground.pool(), ground.vault().members());
        Proof.answers(row.title(), site, calls.getFirst(), 200, "\"success\":true");
        Proof.answers(row.title(), site, calls.getLast(), 200, inside);
        var file = ground.file(row.id(), calls);
        return meter.fastest(row, site, file, file, CONNECTIONS);
    }
}
