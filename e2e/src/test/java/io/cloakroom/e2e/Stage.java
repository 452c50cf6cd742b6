package io.cloakroom.e2e;

import com.microsoft.playwright.Page;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.member.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A whole local system in this JVM, in a folder of its own, with a browser. */
final class Stage implements AutoCloseable {
    /** The machine's clock, and as far ahead as a test wants it. WordPress goes on by the machine's. */
    static final class MovableClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void ahead(Duration by) {
            ahead.set(by);
        }

        Duration ahead() {
            return ahead.get();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }
    }

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    final MovableClock clock = new MovableClock();
    final LocalSystem system;
    final StateFolder state;
    final Chromium chromium;
    private final Teardown teardown = Teardown.atExit();

    private Stage(Ports ports, UnaryOperator<Plan> change) throws IOException {
        var downloads = Path.of(System.getProperty("cloakroom.state"), "downloads");
        Files.createDirectories(downloads);
        var folder = Files.createTempDirectory("cloakroom-e2e");
        teardown.add(() -> Trees.delete(folder));
        state = StateFolder.open(folder);
        var children = teardown.add(new Children(state.logs(), state.run()));
        var plan = Plan.of(CHECKOUT, state, ports, clock).withDownloads(downloads);
        system = LocalSystem.start(change.apply(plan), children, teardown, Progress.silent());
        chromium = teardown.add(Chromium.launch());
    }

    static Stage open() throws IOException {
        return new Stage(Ports.free(), plan -> plan);
    }

    static Stage open(Ports ports, UnaryOperator<Plan> change) throws IOException {
        return new Stage(ports, change);
    }

    Visitor visitor() {
        return new Visitor(chromium, system);
    }

    static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** Staff ends all that a member has open. */
    void endSessionsOf(String name) {
        system.withParts((_, services) -> services.sessions()
                .endAll(
                        new MemberId(system.sub(name)),
                        system.config().gateway().sites().all()));
        aSecondLater();
    }

    /** A sign-in in the very second in which all was ended counts as ended: tokens tell their time in whole seconds. */
    private static void aSecondLater() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What WordPress knows of the user who stands for a member. */
    JsonObject siteUser(String sub) {
        return php(Map.of("sub", sub), """
                $users = get_users(['meta_key' => 'cloakroom_sub', 'meta_value' => input()['sub']]);
                if (count($users) !== 1) throw new \\RuntimeException(count($users) . ' users');
                answer(['login' => $users[0]->user_login, 'email' => $users[0]->user_email,
                    'display_name' => $users[0]->display_name, 'roles' => $users[0]->roles]);
                """);
    }

    /** Puts a page on the site, under the page that its path begins with. */
    void addPage(String path, String shortcode) {
        var page = Map.<String, Object>of("path", path, "content", shortcode);
        php(page, """
                $path = trim(input()['path'], '/');
                $parent = get_page_by_path(dirname($path));
                answer(['id' => (string) wp_insert_post([
                    'post_type' => 'page', 'post_status' => 'publish', 'post_name' => basename($path),
                    'post_title' => basename($path), 'post_parent' => $parent->ID, 'post_content' => input()['content'],
                ])]);
                """);
    }

    /** Runs PHP on the site, as a plugin of its would. */
    JsonObject php(Map<String, Object> input, String php) {
        var script = state.run().resolve("errand.php");
        try {
            Files.writeString(script, "<?php\nnamespace Cloakroom\\Local;\n" + php);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return system.site().php().run(script, input);
    }

    /** A picture for whoever looks at the build's output. */
    static Path picture(String name) {
        return Path.of("target", "pictures", name + ".png");
    }

    @Override
    public void close() {
        teardown.close();
    }
}
