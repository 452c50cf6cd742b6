package io.cloakroom.bench.system;

import io.cloakroom.bench.load.Pool;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.wordpress.Constants;
import io.cloakroom.local.wordpress.PreparedSite;
import io.cloakroom.local.wordpress.SiteConfig;
import io.cloakroom.local.wordpress.WordPress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The usual way, without us: a WordPress site whose AJAX handler takes the member's token from a PHP session and asks the API
 * with it. nginx, four PHP workers, and MariaDB.
 */
public final class ClassicRelay implements Subject {
    private static final String ACTION = "classic_relay";

    private final Workbench bench;
    private final WordPress site;
    private final SiteConfig config;
    private final Set<Long> pids;

    private ClassicRelay(Workbench bench, WordPress site, SiteConfig config, Set<Long> pids) {
        this.bench = bench;
        this.site = site;
        this.config = config;
        this.pids = pids;
    }

    /** @param upstream plays the API behind it */
    public static ClassicRelay start(Workbench bench, StandIn upstream) {
        if (!(Machine.detect() instanceof Machine.Debian debian)) {
            throw new SetUpException("The site needs Debian 12 or newer", "Run the bench there.");
        }
        var debs = new WordPressArchive(bench.downloads(), bench.children(), bench.progress()).fetch(debian);
        PreparedSite.in(bench.downloads(), debs, bench.progress()).copyInto(bench.state());
        var config = SiteConfig.of(Ports.free().site(), bench.state().passphrase())
                .with(Constants.none().flag("WP_DEBUG", false).text("BENCH_UPSTREAM", upstream.url() + "/"));
        var before = children();
        var site = WordPress.start(config, bench.state(), debs, bench.children(), bench.progress());
        new Resource(ClassicRelay.class, "classic-relay.php")
                .copyInto(site.folder().resolve("wp-content/mu-plugins"));
        var its = children().stream().filter(pid -> !before.contains(pid)).collect(Collectors.toUnmodifiableSet());
        var relay = new ClassicRelay(bench, site, config, its);
        bench.cores().moveToServer(its, bench.children(), bench.state().run());
        return relay;
    }

    /** A call for each of some members who have just signed in, the way a page of the site makes it. */
    public List<byte[]> calls(Pool pool, List<String> subs) {
        var script = new Resource(ClassicRelay.class, "classic-members.php").copyInto(bench.folder("classic-relay"));
        var sessions = bench.state().run().resolve("php");
        var input = Map.of("tokens", pool.tokens(subs), "sessions", sessions.toString());
        var answer = site.php().run(script, input);
        return answer.objects("members").orElseThrow().stream().map(this::call).toList();
    }

    private byte[] call(JsonObject member) {
        return Requests.post(
                config.host() + ":" + config.port(),
                "/wp-admin/admin-ajax.php",
                "action=" + ACTION + "&_ajax_nonce=" + member.text("nonce").orElseThrow(),
                "Content-Type: application/x-www-form-urlencoded",
                "Cookie: " + member.text("cookie").orElseThrow());
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
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
