package io.cloakroom.local.fault;

import io.cloakroom.local.fault.Breakpoint.Moment;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands between a process and DynamoDB until the process's n-th write, and from then on there is no way to DynamoDB any more:
 * to the tables it looks as if the process had died at that moment.
 */
public final class DyingProxy implements AutoCloseable {
    /** Without the header's name, which each client spells its own way. */
    private static final List<String> WRITES = Stream.of(
                    "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")
            .map("DynamoDB_20120810."::concat)
            .toList();

    private final TcpProxy proxy;
    private volatile boolean isDead;

    private DyingProxy(TcpProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Before DynamoDB on this port of 127.0.0.1.
     *
     * @param nth write, from 1, over all connections
     * @param moment whether the tables get to see that write: what its sender knows is the same
     */
    public static DyingProxy before(int target, int nth, Moment moment) {
        return before(target, nth, moment, () -> {});
    }

    /** @param death goes with it, before the connections go: kills the process, say */
    public static DyingProxy before(int target, int nth, Moment moment, Runnable death) {
        var dying = new DyingProxy(TcpProxy.before(target));
        dying.proxy.set(new Breakpoint(nth, WRITES, moment, () -> {
            death.run();
            dying.die();
        }));
        return dying;
    }

    private void die() {
        proxy.set(new Fault.Refusal());
        isDead = true;
    }

    /** What the process takes for DynamoDB's. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.port());
    }

    /** Whether there was an n-th write. */
    public boolean isDead() {
        return isDead;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
