package io.cloakroom.local.wordpress;

import io.cloakroom.json.JsonObject;
import io.cloakroom.local.debian.WordPressDebs;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A WordPress site: started here, running until it is closed. */
public final class WordPress implements AutoCloseable {
    private static final String NAME = "wordpress";

    private final StateFolder state;
    private final SiteConfig config;
    private final Children children;
    private final Programs programs = Programs.find(Path.of("/"));
    private final Sockets sockets;
    private final Database database;
    private final Php php;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private WordPress(SiteConfig config, StateFolder state, Children children) {
        this.config = config;
        this.state = state;
        this.children = children;
        this.sockets = Sockets.in(state.run());
        this.database = new Database(
                sockets.mariaDb(), NAME, NAME, state.secret("wordpress-database", () -> Salts.letters(32)));
        var boot = new Resource(WordPress.class, "boot.php").copyInto(state.run());
        this.php = new Php(programs.php(), boot, state.site(), config.url(), children);
        started.push(sockets);
    }

    /**
     * Brings up a site and waits until it answers. What is in the state folder already is used: files, database, secrets.
     *
     * @throws SetUpException if a program is missing or does not start, or the site does not answer; what had started is
     *     stopped then
     */
    public static WordPress start(
            SiteConfig config, StateFolder state, WordPressDebs debs, Children children, Progress progress) {
        SiteTree.unpack(state, debs, children, progress);
        var site = new WordPress(config, state, children);
        try {
            site.startParts(progress);
            return site;
        } catch (RuntimeException fault) {
            site.close();
            throw fault;
        }
    }

    /**
     * Puts a plugin of somebody else into the site and activates it. It stays there, also when the site starts again.
     *
     * @throws SetUpException if WordPress or the plugin itself does not want it
     */
    public void activate(PluginSource plugin, Progress progress) {
        try (var stage = progress.begin("Plugin")) {
            new PluginCopy(plugin, state.site().resolve("wp-content/plugins")).update();
            var script = new Resource(WordPress.class, "activate.php").copyInto(state.run());
            var answer = activate(script, Map.of("plugin", plugin.id()));
            answer.text("fault").ifPresent(fault -> {
                throw new SetUpException(
                        "WordPress does not activate " + plugin.id() + ": " + fault,
                        "See its log, or leave --plugin out.",
                        debugLog(),
                        null);
            });
            stage.done(answer.text("name").orElse(""));
        }
    }

    /** Some end the process when they are activated for the first time: what counts is the second. */
    private JsonObject activate(Path script, Map<String, String> input) {
        try {
            return php.run(script, input);
        } catch (SetUpException firstTime) {
            return php.run(script, input);
        }
    }

    /** {@code http://HOST:PORT}, an origin. */
    public String url() {
        return config.url();
    }

    /** Runs scripts in the site. */
    public Php php() {
        return php;
    }

    public Database database() {
        return database;
    }

    /** The document root. */
    public Path folder() {
        return state.site();
    }

    /** Where WordPress writes PHP's notices and errors; outside the document root; there once there is one. */
    public Path debugLog() {
        return state.logs().resolve("wordpress-debug.log");
    }

    /** Stops nginx, PHP and MariaDB. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        }
    }

    private void startParts(Progress progress) {
        started.push(new MariaDb(state, programs, database, children).start(progress));
        WpConfig.write(state, config, database, debugLog());
        copyPlugins();
        install(progress);
        try (var stage = progress.begin("Site")) {
            started.push(PhpFpm.start(state, programs, sockets, children));
            started.push(Nginx.start(state, programs, sockets, config, children));
            FirstPage.require(config.url(), state.logs());
            stage.done("port " + config.port());
        }
    }

    private void copyPlugins() {
        var content = state.site().resolve("wp-content");
        for (var plugin : config.plugins()) new PluginCopy(plugin, content.resolve("plugins")).update();
        try {
            new Resource(WordPress.class, "local-site.php")
                    .copyInto(Files.createDirectories(content.resolve("mu-plugins")));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void install(Progress progress) {
        var script = new Resource(WordPress.class, "install.php").copyInto(state.run());
        var input = Map.of(
                "title", config.title(),
                "administrator", config.administrator(),
                "passphrase", config.passphrase().reveal(),
                "plugins", config.plugins().stream().map(PluginSource::id).toList());
        try (var stage = progress.begin("WordPress")) {
            var answer = php.run(script, input, Map.of("CLOAKROOM_INSTALLING", "1"));
            answer.text("fault").ifPresent(fault -> {
                throw new SetUpException("WordPress could not be set up: " + fault, "See its log.", debugLog(), null);
            });
            stage.done(answer.text("version").orElse(""));
        }
    }
}
