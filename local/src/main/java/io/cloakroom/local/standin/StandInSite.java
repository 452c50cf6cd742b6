package io.cloakroom.local.standin;

import io.cloakroom.entry.HttpEntry;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.local.report.SetUpException;

/** The site, listening on 127.0.0.1 until it is closed. */
public final class StandInSite implements AutoCloseable {
    /** Of whoever is signed in. */
    public static final String LOGIN_COOKIE = "__Host-standin-login";

    private final HttpEntry entry;
    private final GatewayCalls calls;

    private StandInSite(HttpEntry entry, GatewayCalls calls) {
        this.entry = entry;
        this.calls = calls;
    }

    /** @throws SetUpException if its port is taken, or its files are not in the checkout */
    public static StandInSite start(StandInConfig config) {
        var calls = new GatewayCalls(config);
        var pages = new SitePages(config, SiteFiles.of(config.checkout()));
        var reception = new Reception(config, pages, new LoginDesk(config, calls, new Logins(config.clock()), pages));
        try {
            return new StandInSite(
                    HttpEntry.start(ListenConfig.loopback(config.port()), reception, pages::fault), calls);
        } catch (IllegalStateException taken) {
            calls.close();
            throw new SetUpException(
                    "The site cannot listen on port " + config.port(), "Start again: another is taken.", null, taken);
        }
    }

    public int port() {
        return entry.port();
    }

    @Override
    public void close() {
        entry.close();
        calls.close();
    }
}
