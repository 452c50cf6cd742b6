package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.userpool.signin.Totp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The authenticator app of somebody in the demo who has to show a second factor: in the state folder, for want of a phone. */
public final class Authenticator {
    private final StateFolder state;
    private final String name;

    private Authenticator(StateFolder state, String name) {
        this.state = state;
        this.name = name;
    }

    static Authenticator of(StateFolder state, String name) {
        return new Authenticator(state, name);
    }

    /** @return empty if this one has none, or not yet */
    public static Optional<Authenticator> find(StateFolder state, String name) {
        return Optional.of(of(state, name)).filter(Authenticator::isKept);
    }

    private String file() {
        return "authenticator-" + name;
    }

    boolean isKept() {
        return state.hasSecret(file());
    }

    void keep(Supplier<String> secret) {
        state.forget(file());
        state.secret(file(), secret);
    }

    /** What is typed into an app that cannot scan. */
    public Secret secret() {
        return state.secret(file(), () -> {
            throw new IllegalStateException(name + " has no authenticator");
        });
    }

    /** The code that it shows at a time. */
    public String code(Instant now) {
        return Totp.codeAt(secret(), now);
    }

    /** How long it shows it yet. */
    public static Duration left(Instant now) {
        return Duration.ofSeconds(Totp.STEP_SECONDS - now.getEpochSecond() % Totp.STEP_SECONDS);
    }
}
