package io.cloakroom.server;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.entry.HttpEntry;
import io.cloakroom.gateway.Gateway;
import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Problems;
import io.cloakroom.gateway.Services;
import io.cloakroom.seal.Keyset;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. */
public final class CloakroomServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloakroomServer.class);

    private final DynamoDb db;
    private final Services services;
    private final HttpEntry entry;
    private final HttpEntry management;
    private final Jobs jobs;

    private CloakroomServer(DynamoDb db, Services services, HttpEntry entry, HttpEntry management, Jobs jobs) {
        this.db = db;
        this.services = services;
        this.entry = entry;
        this.management = management;
        this.jobs = jobs;
    }

    /**
     * Starts listening.
     *
     * @throws IOException if the keyset cannot be used; says why
     * @throws IllegalStateException if a port is taken
     */
    public static CloakroomServer start(ServerConfig config, Clock clock) throws IOException {
        var keyset = Keyset.read(config.keysetFile());
        var db = DynamoDb.connect(config.dynamoDb());
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var parts = AwsParts.of(config.gateway(), db, config.dynamoDb(), keyset, clock);
        var counters = new Counters(metrics);
        var services = Services.of(config.gateway(), parts);
        var gateway = new Measured(new Gateway(config.gateway(), parts, services, counters), metrics);
        var sessions = config.dynamoDb().tables().sessions().name();
        var management = new Management(db, sessions, metrics);
        var server = new CloakroomServer(
                db,
                services,
                HttpEntry.start(config.listen(), gateway, counters.atTheDoor()),
                HttpEntry.start(config.management(), management, Problems::outside),
                jobs(config, parts, services));
        server.jobs.start();
        LOG.info(
                "gateway of {} on port {}, management on {}",
                config.gateway().publicUrl(),
                server.port(),
                server.managementPort());
        return server;
    }

    private static Jobs jobs(ServerConfig config, Parts parts, Services services) {
        var sites = config.gateway().sites().all();
        return new Jobs(List.of(
                new DueErasures(services.erasures()),
                new NightlySweep(services.sweep(), parts.clock()),
                new Nightly(sites, parts.facts(), services.reconcile(), parts.clock())));
    }

    public int port() {
        return entry.port();
    }

    public int managementPort() {
        return management.port();
    }

    /** Takes no more requests, lets those under way end, and lets go of everything. */
    @Override
    public void close() {
        jobs.close();
        entry.close();
        management.close();
        services.close();
        db.close();
    }
}
