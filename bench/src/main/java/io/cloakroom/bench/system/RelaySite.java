package io.cloakroom.bench.system;

import io.cloakroom.bench.load.Pool;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.debian.WordPressDebs;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.wordpress.Constants;
import io.cloakroom.local.wordpress.PluginSource;
import io.cloakroom.local.wordpress.PreparedSite;
import io.cloakroom.local.wordpress.SiteConfig;
import io.cloakroom.local.wordpress.WordPress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A WordPress site that passes members' data on: nginx, four PHP workers, and MariaDB. */
public final class RelaySite implements Subject {
    private static final String AJAX = "/wp-admin/admin-ajax.php";

    private final Workbench bench;
    private final Way way;
    private final StateFolder state;
    private final WordPress site;
    private final SiteConfig config;
    private final Set<Long> pids;

    private enum Way {
        CLASSIC("action=classic_relay"),
        PLUGIN("action=cloakroom_collection&collection=" + Vault.COLLECTION);

        private final String form;

        Way(String form) {
            this.form = form;
        }
    }

    private RelaySite(Workbench bench, Way way, StateFolder state, WordPress site, SiteConfig config, Set<Long> pids) {
        this.bench = bench;
        this.way = way;
        this.state = state;
        this.site = site;
        this.config = config;
        this.pids = pids;
    }

    /**
     * The usual way, without us: an AJAX handler that takes the token from a PHP session.
     *
     * @param upstream plays the API behind it
     */
    public static RelaySite classic(Workbench bench, StandIn upstream) {
        var constants = Constants.none().text("BENCH_UPSTREAM", upstream.url() + "/");
        var relay = start(bench, Way.CLASSIC, config(constants));
        var plugins = relay.site.folder().resolve("wp-content/mu-plugins");
        new Resource(RelaySite.class, "classic-relay.php").copyInto(plugins);
        return relay;
    }

    /** Our plugin's relay, in front of a gateway. */
    public static RelaySite withPlugin(Workbench bench, Gateway gateway) {
        var constants = Constants.none()
                .text("CLOAKROOM_GATEWAY_URL", "http://127.0.0.1:" + gateway.port())
                .text("CLOAKROOM_SITE_ID", GatewaySetUp.SITE)
                // It signs nothing here: its members' tokens are in place.
                .secret("CLOAKROOM_SITE_KEY", new Secret(Base64.getEncoder().encodeToString(new byte[32])));
        var folder = bench.checkout().resolve("wordpress/cloakroom");
        var plugin = new PluginSource(folder, "cloakroom.php", Map.of(), Set.of());
        return start(bench, Way.PLUGIN, config(constants).with(plugin));
    }

    private static SiteConfig config(Constants constants) {
        // As on a site that serves people; the local system's has it on.
        var production = Constants.none().flag("WP_DEBUG", false);
        return SiteConfig.of(Ports.free().site(), new Secret("a passphrase of nobody"))
                .with(production)
                .with(constants);
    }

    private static RelaySite start(Workbench bench, Way way, SiteConfig config) {
        var state = StateFolder.open(bench.folder("relay-" + Settings.spelling(way)));
        var debs = debs(bench);
        PreparedSite.in(bench.downloads(), debs, bench.progress()).copyInto(state);
        var before = children();
        var site = WordPress.start(config, state, debs, bench.children(), bench.progress());
        var its = children().stream().filter(pid -> !before.contains(pid)).collect(Collectors.toUnmodifiableSet());
        bench.cores().moveToServer(its, bench.children(), bench.state().run());
        return new RelaySite(bench, way, state, site, config, its);
    }

    private static WordPressDebs debs(Workbench bench) {
        if (Machine.detect() instanceof Machine.Debian debian) {
            return new WordPressArchive(bench.downloads(), bench.children(), bench.progress()).fetch(debian);
        }
        throw new SetUpException("The sites need Debian 12 or newer", "Run the bench there.");
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** A call for each of some members who have just signed in, as script of a page makes it. */
    public List<byte[]> calls(Pool pool, List<String> subs) {
        var tokens = pool.tokens(subs);
        var members = IntStream.range(0, subs.size())
                .mapToObj(i -> Json.members("sub", subs.get(i), "token", tokens.get(i)))
                .toList();
        var script = new Resource(RelaySite.class, "relay-members.php")
                .copyInto(bench.state().run());
        var input = Json.members(
                "way", Settings.spelling(way),
                "members", members,
                "sessions", state.run().resolve("php").toString());
        var answer = site.php().run(script, input);
        return answer.objects("members").orElseThrow().stream().map(this::call).toList();
    }

    private byte[] call(JsonObject member) {
        return Requests.post(
                config.host() + ":" + config.port(),
                AJAX,
                way.form + "&_ajax_nonce=" + member.text("nonce").orElseThrow(),
                "Content-Type: application/x-www-form-urlencoded",
                "Cookie: " + member.text("cookie").orElseThrow());
    }

    @Override
    public int port() {
        return config.port();
    }

    @Override
    public Set<Long> pids() {
        return pids;
    }

    @Override
    public void close() {
        site.close();
    }
}
