package io.cloakroom.local.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloakroom.local.fault.Breakpoint.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a system on 127.0.0.1, passes bytes on, and lets the system misbehave on request. */
public final class TcpProxy implements AutoCloseable {
    private static final int PIECE_BYTES_MAX = 16 << 10;

    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Fault> fault = new AtomicReference<>(new Fault.None());
    private final AtomicReference<@Nullable Breakpoint> breakpoint = new AtomicReference<>();
    private final AtomicInteger counted = new AtomicInteger();

    private TcpProxy(int port, int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(port, 64, InetAddress.ofLiteral("127.0.0.1"));
    }

    /** A proxy before this port of 127.0.0.1, on a free one. */
    public static TcpProxy before(int target) {
        return at(0, target);
    }

    /** The same on a port of one's choice. */
    public static TcpProxy at(int port, int target) {
        try {
            var proxy = new TcpProxy(port, target);
            var _ = Thread.ofVirtual().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Clients connect here. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on, also for connections that are open. */
    public void set(Fault next) {
        fault.set(next);
        if (next instanceof Fault.Refusal) cutAll();
    }

    /** Counts from now on and strikes once. */
    public void set(Breakpoint next) {
        counted.set(0);
        breakpoint.set(next);
    }

    /** Resets all connections; new ones are taken. */
    public void cutAll() {
        links.forEach(Link::cut);
    }

    @Override
    public void close() {
        try {
            listener.close();
            cutAll();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var _ = Thread.ofVirtual().name("proxy link").start(() -> open(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void open(Socket client) {
        try {
            if (fault.get() instanceof Fault.Refusal) {
                reset(client);
                return;
            }
            var link = new Link(client, new Socket(InetAddress.ofLiteral("127.0.0.1"), target));
            links.add(link);
            // Refused meanwhile: those that were open then are cut, and this one was not among them.
            if (fault.get() instanceof Fault.Refusal) {
                link.cut();
                return;
            }
            var _ = Thread.ofVirtual().name("proxy answers").start(link::passAnswers);
            link.passRequests();
        } catch (IOException targetIsDown) {
            reset(client);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            // Not an orderly end: the other side gets a reset, as from a process that died.
            socket.setSoLinger(true, 0);
        } catch (IOException over) {
            // It is what we wanted.
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean isStruckAtAnswer;
        private long answered;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void cut() {
            links.remove(this);
            reset(client);
            reset(server);
        }

        private void passRequests() {
            var piece = new byte[PIECE_BYTES_MAX];
            var current = breakpoint.get();
            var words = new WordCount(current == null ? List.of() : current.words());
            try {
                for (int length; (length = client.getInputStream().read(piece)) >= 0; ) {
                    var next = breakpoint.get();
                    if (!Objects.equals(next, current)) {
                        current = next;
                        words = new WordCount(next == null ? List.of() : next.words());
                    }
                    if (isStruck(current, words.in(piece, length))) return;
                    if (answersItself()) return;
                    server.getOutputStream().write(piece, 0, length);
                }
                server.shutdownOutput();
            } catch (IOException over) {
                cut();
            }
        }

        /** Whether the breakpoint is here, and this request goes no further. */
        private boolean isStruck(@Nullable Breakpoint current, int found) {
            if (current == null || found == 0) return false;
            var before = counted.getAndAdd(found);
            if (before >= current.nth() || before + found < current.nth()) return false;
            if (current.moment() == Moment.BEFORE_ITS_ANSWER) {
                isStruckAtAnswer = true;
                return false;
            }
            strike(current);
            return true;
        }

        private void strike(Breakpoint current) {
            breakpoint.compareAndSet(current, null);
            current.strike().run();
            cut();
        }

        /** Whether the fault takes the place of the system. */
        private boolean answersItself() throws IOException {
            if (!(fault.get() instanceof Fault.Garbage garbage)) return fault.get() instanceof Fault.Silence;
            client.getOutputStream().write(garbage.bytes().getBytes(ISO_8859_1));
            client.close();
            cut();
            return true;
        }

        private void passAnswers() {
            var piece = new byte[PIECE_BYTES_MAX];
            try {
                for (int length; (length = server.getInputStream().read(piece)) >= 0; ) {
                    var current = breakpoint.get();
                    if (isStruckAtAnswer && current != null) {
                        strike(current);
                        return;
                    }
                    if (!passAnswer(piece, length)) return;
                }
                client.shutdownOutput();
            } catch (IOException over) {
                cut();
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Whether the connection goes on. */
        private boolean passAnswer(byte[] piece, int length) throws IOException, InterruptedException {
            var all = true;
            var passed = length;
            switch (fault.get()) {
                case Fault.Latency latency -> Thread.sleep(latency.each());
                case Fault.CutOff cutOff -> {
                    passed = (int) Math.min(length, cutOff.afterBytes() - answered);
                    all = passed == length;
                }
                case Fault.Silence _ -> passed = 0;
                case Fault.None _, Fault.Refusal _, Fault.Garbage _ -> {}
            }
            client.getOutputStream().write(piece, 0, Math.max(0, passed));
            answered += passed;
            if (!all) cut();
            return all;
        }
    }
}
