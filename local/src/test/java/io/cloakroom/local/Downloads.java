package io.cloakroom.local;

import java.nio.file.Path;

/** The downloads that all tests share, so that each thing is fetched once. */
public final class Downloads {
    private Downloads() {}

    /** Of the state folder that the build names. */
    public static Path folder() {
        return Path.of(System.getProperty("cloakroom.state"), "downloads");
    }
}
