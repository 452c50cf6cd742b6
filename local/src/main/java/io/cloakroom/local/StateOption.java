package io.cloakroom.local;

import io.cloakroom.local.state.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the local system keeps what it keeps. */
public final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "Where to keep everything; .cloakroom in the checkout otherwise.")
    @Nullable
    Path folder;

    public StateFolder open() {
        return StateFolder.open(Optional.ofNullable(folder).orElse(checkout().resolve(".cloakroom")));
    }

    /** ./cloakroom says where it is; without it, here. */
    public Path checkout() {
        return Path.of(System.getProperty("cloakroom.checkout", ""));
    }
}
