package io.cloakroom.local.demo;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.config.Secret;
import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Services;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.dynamodb.DynamoDbLocalJars;
import io.cloakroom.local.dynamodb.Maven;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.process.Together;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Address;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.wordpress.SiteConfig;
import io.cloakroom.local.wordpress.WordPress;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.CloakroomServer;
import io.cloakroom.server.LogConfig;
import io.cloakroom.server.LogConfig.Format;
import io.cloakroom.server.LogConfig.LogLevel;
import io.cloakroom.server.ServerConfig;
import io.cloakroom.site.SiteId;
import io.cloakroom.userpool.UserPoolConfig;
import io.cloakroom.userpool.UserPoolServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The whole system on this machine: user pool, DynamoDB Local, gateway and a website, filled with the {@link Cast}. */
public final class LocalSystem {
    /** The only site. */
    public static final SiteId SITE = new SiteId("demo");

    private static final String MEMBERS_HOST = "members.cloakroom.localhost";
    private static final String STAFF_HOST = "staff.cloakroom.localhost";
    private static final String POOL_HOST = "pool.cognito.localhost";

    private final Plan plan;
    private final Website site;
    private final Backs backs;
    private final ServerConfig config;

    private LocalSystem(Plan plan, Website site, Backs backs, ServerConfig config) {
        this.plan = plan;
        this.site = site;
        this.backs = backs;
        this.config = config;
    }

    /**
     * What differs from one system to another.
     *
     * @param checkout where the plugin's files are
     * @param website what members come to
     * @param siteHost its name; on another domain than the gateway's, browsers keep members' cookies from its cards
     * @param downloads what came from outside; tests share it
     * @param gatewayPort where the gateway listens: {@code ports.members}, or another where a proxy stands before it
     * @param poolPort the same for the user pool and {@code ports.pool}
     * @param clock of user pool and gateway; WordPress has the machine's
     * @param dynamoDbRoute where the gateway finds DynamoDB Local: its own address, or a proxy's in front of it
     * @param pluginZip a membership plugin to install beside our own
     */
    public record Plan(
            Path checkout,
            Website.Kind website,
            String siteHost,
            StateFolder state,
            Path downloads,
            Ports ports,
            int gatewayPort,
            int poolPort,
            Clock clock,
            UnaryOperator<URI> dynamoDbRoute,
            Optional<Path> pluginZip) {
        public static Plan of(Path checkout, StateFolder state, Ports ports, Clock clock) {
            return new Plan(
                    checkout,
                    Website.Kind.WORDPRESS,
                    SiteConfig.HOST,
                    state,
                    state.downloads(),
                    ports,
                    ports.members(),
                    ports.pool(),
                    clock,
                    UnaryOperator.identity(),
                    Optional.empty());
        }

        public Plan withDownloads(Path shared) {
            return new Plan(
                    checkout,
                    website,
                    siteHost,
                    state,
                    shared,
                    ports,
                    gatewayPort,
                    poolPort,
                    clock,
                    dynamoDbRoute,
                    pluginZip);
        }

        /** With a small site of our own in WordPress's place: it needs Java and nothing else. */
        public Plan withoutWordPress() {
            return with(Website.Kind.STAND_IN, siteHost);
        }

        /** With the site by another name, under {@code localhost}. */
        public Plan withSiteAt(String host) {
            return with(website, host);
        }

        private Plan with(Website.Kind kind, String host) {
            return new Plan(
                    checkout,
                    kind,
                    host,
                    state,
                    downloads,
                    ports,
                    gatewayPort,
                    poolPort,
                    clock,
                    dynamoDbRoute,
                    pluginZip);
        }

        /** With the gateway behind a proxy, which listens where browsers go. */
        public Plan withGatewayAt(int port) {
            return new Plan(
                    checkout,
                    website,
                    siteHost,
                    state,
                    downloads,
                    ports,
                    port,
                    poolPort,
                    clock,
                    dynamoDbRoute,
                    pluginZip);
        }

        /** With the user pool behind a proxy, which listens where browsers and the gateway go. */
        public Plan withPoolAt(int port) {
            return new Plan(
                    checkout,
                    website,
                    siteHost,
                    state,
                    downloads,
                    ports,
                    gatewayPort,
                    port,
                    clock,
                    dynamoDbRoute,
                    pluginZip);
        }

        /** With a membership plugin that the operator owns. */
        public Plan withPlugin(Path zip) {
            return new Plan(
                    checkout,
                    website,
                    siteHost,
                    state,
                    downloads,
                    ports,
                    gatewayPort,
                    poolPort,
                    clock,
                    dynamoDbRoute,
                    Optional.of(zip));
        }

        /** With DynamoDB Local behind a proxy. */
        public Plan withDynamoDbAt(UnaryOperator<URI> route) {
            return new Plan(
                    checkout,
                    website,
                    siteHost,
                    state,
                    downloads,
                    ports,
                    gatewayPort,
                    poolPort,
                    clock,
                    route,
                    pluginZip);
        }

        String siteUrl() {
            return "http://" + siteHost + ":" + ports.site();
        }

        String membersUrl() {
            return "http://" + MEMBERS_HOST + ":" + ports.members();
        }

        /** On the members' port: host names tell them apart, and cookies know no ports. */
        String staffUrl() {
            return "http://" + STAFF_HOST + ":" + ports.members();
        }

        String poolUrl() {
            return "http://" + POOL_HOST + ":" + ports.pool();
        }
    }

    /** What stands behind the gateway. */
    private record Backs(DynamoDbLocal dynamoDb, UserPoolServer pool, PoolSeed.Seeded seeded) {}

    /**
     * Brings everything up and fills it; what is in the state folder already is used.
     *
     * @param teardown closes every part in the end
     * @throws SetUpException if a part does not start; says which and what to do
     */
    public static LocalSystem start(Plan plan, Children children, Teardown teardown, Progress progress) {
        new LogConfig(LogLevel.INFO, Format.TEXT).applyTo(plan.state().logs().resolve("cloakroom.log"));
        var siteKey = SiteKeyPair.of(plan.state().secret("site-key", SiteKeyPair::newSeed));
        // Side by side: the site takes longest by far.
        var parts = Together.call(List.<Callable<AutoCloseable>>of(
                () -> teardown.add(Website.start(plan, siteKey, children, progress)),
                () -> teardown.add(dynamoDb(plan, children, progress)),
                () -> teardown.add(pool(plan, progress))));
        var site = (Website) parts.get(0);
        var dynamoDb = (DynamoDbLocal) parts.get(1);
        var pool = (UserPoolServer) parts.get(2);
        var seeded = seedPool(plan, pool);
        var config = new GatewayFiles(plan.state()).write(plan, dynamoDb, seeded, siteKey);
        teardown.add(gateway(config, plan, progress));
        fill(plan, config, site, seeded, progress);
        return new LocalSystem(plan, site, new Backs(dynamoDb, pool, seeded), config);
    }

    private static DynamoDbLocal dynamoDb(Plan plan, Children children, Progress progress) {
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(plan.downloads(), maven, children, progress);
        return DynamoDbLocal.start(plan.state(), jars, children, progress);
    }

    private static UserPoolServer pool(Plan plan, Progress progress) {
        try (var stage = progress.begin("User pool")) {
            var loopback = UserPoolConfig.loopback(plan.state().pool(), plan.poolPort());
            var pool = UserPoolServer.start(loopback.withPublicUrl(plan.poolUrl()), plan.clock());
            stage.done("port " + pool.port());
            return pool;
        }
    }

    private static PoolSeed.Seeded seedPool(Plan plan, UserPoolServer pool) {
        try (var seed = new PoolSeed(pool, plan.clock())) {
            return seed.seed(plan.membersUrl(), plan.staffUrl(), plan.state());
        }
    }

    /**
     * Does something on the parts of a system that runs in another process.
     *
     * @param errand gets the configuration, and the subs of the cast by their names
     */
    public static void withRunning(StateFolder state, BiConsumer<ServerConfig, JsonObject> errand) {
        new GatewayFiles(state).read(errand);
    }

    private static CloakroomServer gateway(ServerConfig config, Plan plan, Progress progress) {
        try (var stage = progress.begin("Gateway");
                var db = DynamoDb.connectPatiently(config.dynamoDb())) {
            var maker = new TableMaker(db, config.dynamoDb().tables());
            maker.missing().forEach(maker::create);
            var server = CloakroomServer.start(config, plan.clock());
            stage.done("port " + server.port());
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void fill(Plan plan, ServerConfig config, Website site, PoolSeed.Seeded seeded, Progress progress) {
        try (var stage = progress.begin("Members")) {
            var users = site.seed(seeded.subs(), plan.state().passphrase());
            var records = withParts(config, plan.clock(), (parts, services) -> {
                var seed =
                        new VaultSeed(parts, services.vault(), config.gateway().collections());
                var written = seed.seed(SITE, seeded.subs(), users);
                if (!site.grant(users)) seed.hold(SITE, seeded.subs(), users);
                return written;
            });
            stage.done(Cast.ALL.size() + " members, " + (records == 0 ? "records kept" : records + " records"));
        }
    }

    /** Work on the gateway's parts beside the gateway. */
    @FunctionalInterface
    public interface Errand<T> {
        T run(Parts parts, Services services);
    }

    public static <T> T withParts(ServerConfig config, Clock clock, Errand<T> errand) {
        try (var db = DynamoDb.connectPatiently(config.dynamoDb())) {
            var keyset = Keyset.read(config.keysetFile());
            var parts = AwsParts.of(config.gateway(), db, config.dynamoDb(), keyset, clock);
            return errand.run(parts, Services.of(config.gateway(), parts));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Does something on the running gateway's parts. */
    public <T> T withParts(Errand<T> errand) {
        return withParts(config, plan.clock(), errand);
    }

    /** Where people go, the first one first. */
    public List<Address> addresses() {
        return List.of(
                new Address("Site", plan.siteUrl()),
                new Address("Gateway", plan.membersUrl() + "/app/me"),
                new Address("Staff console", plan.staffUrl() + "/console"),
                new Address("User pool", plan.poolUrl()));
    }

    public String siteUrl() {
        return plan.siteUrl();
    }

    public String membersUrl() {
        return plan.membersUrl();
    }

    public String staffUrl() {
        return plan.staffUrl();
    }

    /** Of somebody who has to show a second factor. */
    public Authenticator authenticator(String name) {
        return Authenticator.of(plan.state(), name);
    }

    public String poolUrl() {
        return plan.poolUrl();
    }

    public Secret passphrase() {
        return plan.state().passphrase();
    }

    /** @throws IllegalStateException if it runs without */
    public WordPress site() {
        return switch (site) {
            case Website.Real real -> real.site();
            case Website.StandIn _ -> throw new IllegalStateException("there is no WordPress here");
        };
    }

    public boolean hasWordPress() {
        return site instanceof Website.Real;
    }

    /** How the name of the cookie begins by which the site knows who is signed in. */
    String loginCookie() {
        return plan.website().loginCookie();
    }

    public DynamoDbLocal dynamoDb() {
        return backs.dynamoDb();
    }

    public UserPoolServer pool() {
        return backs.pool();
    }

    public ServerConfig config() {
        return config;
    }

    /** A person's lasting name in the pool. */
    public String sub(String name) {
        var sub = backs.seeded().subs().get(name);
        if (sub == null) throw new IllegalArgumentException("nobody is called " + name);
        return sub;
    }
}
