package io.cloakroom.e2e;

import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    private Stage(UnaryOperator<Plan> change) throws IOException {
        var downloads = Path.of(System.getProperty("cloakroom.state"), "downloads");
        Files.createDirectories(downloads);
        state = StateFolder.open(Files.createTempDirectory("cloakroom-e2e"));
        var children = teardown.add(new Children(state.logs(), state.run()));
        var straight = UnaryOperator.<URI>identity();
        var plan = new Plan(CHECKOUT, state, downloads, Ports.free(), clock, straight, straight);
        system = LocalSystem.start(change.apply(plan), children, teardown, Progress.silent());
        chromium = teardown.add(Chromium.launch());
    }

    static Stage open() throws IOException {
        return new Stage(plan -> plan);
    }

    static Stage open(UnaryOperator<Plan> change) throws IOException {
        return new Stage(change);
    }

    Visitor visitor() {
        return new Visitor(chromium, system);
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
