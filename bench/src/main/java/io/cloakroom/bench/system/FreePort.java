package io.cloakroom.bench.system;

import io.cloakroom.local.state.Ports;

/** A port of 127.0.0.1 that nobody listens on. */
final class FreePort {
    private FreePort() {}

    static int choose() {
        return Ports.free().members();
    }
}
