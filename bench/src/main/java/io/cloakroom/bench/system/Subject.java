package io.cloakroom.bench.system;

import java.util.Set;

/** What is measured: a server on a port of 127.0.0.1, and the processes whose work counts as its. */
public interface Subject extends AutoCloseable {
    int port();

    /** Their descendants count too. */
    Set<Long> pids();

    @Override
    void close();
}
