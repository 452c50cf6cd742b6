package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.standin.StandInConfig;
import io.cloakroom.local.standin.StandInSite;
import io.cloakroom.local.wordpress.Constants;
import io.cloakroom.local.wordpress.PluginSource;
import io.cloakroom.local.wordpress.PluginZip;
import io.cloakroom.local.wordpress.SiteConfig;
import io.cloakroom.local.wordpress.WordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What members come to: a WordPress site with the plugin, or what stands in for it where there is no Debian. */
sealed interface Website extends AutoCloseable {
    /** Which of the two. */
    enum Kind {
        WORDPRESS("light", "wordpress_logged_in"),
        STAND_IN("auto", StandInSite.LOGIN_COOKIE);

        private final String colors;
        private final String loginCookie;

        Kind(String colors, String loginCookie) {
            this.colors = colors;
            this.loginCookie = loginCookie;
        }

        /** Of its theme, which its cards go along with. */
        String colors() {
            return colors;
        }

        /** How the name of the cookie begins by which it knows who is signed in. */
        String loginCookie() {
            return loginCookie;
        }
    }

    /**
     * Fills it.
     *
     * @return the site's user ids by the members' names, for those who have a user there
     */
    Map<String, String> seed(Map<String, String> subs, Secret passphrase);

    /**
     * Gives its users their memberships, and tells the gateway of them.
     *
     * @param users its user ids by the members' names
     * @return false if it knows nothing of memberships
     */
    boolean grant(Map<String, String> users);

    @Override
    void close();

    /** @param scripts a folder of ours to put scripts into */
    record Real(WordPress site, Path scripts) implements Website {
        @Override
        public Map<String, String> seed(Map<String, String> subs, Secret passphrase) {
            return new SiteSeed(site, scripts).seed(subs, passphrase);
        }

        @Override
        public boolean grant(Map<String, String> users) {
            new SiteSeed(site, scripts).grant(users);
            return true;
        }

        @Override
        public void close() {
            site.close();
        }
    }

    /** Its users are made as they come; those who were there before have their names for ids. */
    record StandIn(StandInSite site) implements Website {
        @Override
        public Map<String, String> seed(Map<String, String> subs, Secret passphrase) {
            return Cast.ALL.stream()
                    .filter(Cast.Person::hasSiteUser)
                    .collect(Collectors.toUnmodifiableMap(Cast.Person::name, Cast.Person::name));
        }

        @Override
        public boolean grant(Map<String, String> users) {
            return false;
        }

        @Override
        public void close() {
            site.close();
        }
    }

    /** Brings it up. */
    static Website start(Plan plan, SiteKeyPair key, Children children, Progress progress) {
        return switch (plan.website()) {
            case WORDPRESS -> real(plan, key, children, progress);
            case STAND_IN -> standIn(plan, key, progress);
        };
    }

    private static Website standIn(Plan plan, SiteKeyPair key, Progress progress) {
        try (var stage = progress.begin("Site")) {
            var site = StandInSite.start(new StandInConfig(
                    plan.siteUrl(),
                    plan.ports().site(),
                    "Alder House",
                    plan.membersUrl(),
                    LocalSystem.SITE,
                    key.seed(),
                    plan.checkout(),
                    plan.clock()));
            stage.done("port " + site.port());
            return new StandIn(site);
        }
    }

    private static Website real(Plan plan, SiteKeyPair key, Children children, Progress progress) {
        if (!(Machine.detect() instanceof Machine.Debian debian)) {
            throw new SetUpException(
                    "The demo's site needs Debian 12 or newer",
                    "Leave WordPress out: demo --without-wordpress runs on Java alone.");
        }
        var state = plan.state();
        var debs = new WordPressArchive(plan.downloads(), children, progress).fetch(debian);
        var constants = Constants.none()
                .text("CLOAKROOM_GATEWAY_URL", plan.membersUrl())
                .text("CLOAKROOM_SITE_ID", LocalSystem.SITE.value())
                .secret("CLOAKROOM_SITE_KEY", key.seed());
        var plugin = new PluginSource(
                plan.checkout().resolve("wordpress/cloakroom"),
                "cloakroom.php",
                scripts(plan.checkout().resolve("browser")),
                Set.of());
        var config = SiteConfig.of(plan.ports().site(), state.passphrase())
                .under(plan.siteHost())
                .with(constants)
                .with(plugin);
        // Looked at before anything is started.
        var bought =
                plan.pluginZip().map(zip -> PluginZip.unpack(zip, state.run().resolve("plugin")));
        var site = WordPress.start(config, state, debs, children, progress);
        try {
            bought.ifPresent(its -> site.activate(its, progress));
            return new Real(site, state.run());
        } catch (RuntimeException fault) {
            site.close();
            throw fault;
        }
    }

    /** The scripts of pages, which are kept once and packed into the plugin. */
    private static Map<String, Path> scripts(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "*.js")) {
            var scripts = new HashMap<String, Path>();
            for (var file : files) scripts.put("assets/" + file.getFileName(), file);
            return scripts;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
