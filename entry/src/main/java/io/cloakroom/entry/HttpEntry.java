package io.cloakroom.entry;

import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 listener on virtual threads. It hands whole requests of bounded size to a {@link Handler} and sends back what
 * that answers.
 */
public final class HttpEntry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEntry.class);
    private static final int REQUEST_LINE_BYTES_MAX = 8 << 10;
    private static final int CONNECTIONS_MAX = 4096;
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DirectHandler.EventType[] PROTOCOL_FAULTS = DirectHandler.EventType.values();

    private final WebServer server;
    private final Handler handler;
    private final IntFunction<Response> faults;
    private final ListenConfig config;

    private HttpEntry(ListenConfig config, Handler handler, IntFunction<Response> faults) {
        this.config = config;
        this.handler = handler;
        this.faults = faults;
        this.server = WebServer.builder()
                .host(config.address())
                .port(config.port())
                .shutdownHook(false)
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(IDLE_MAX)
                .connectionOptions(options -> options.readTimeout(SILENCE_MAX))
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
                        .maxHeadersSize(config.headerBytesMax())
                        .build())
                .directHandlers(this::answerFaults)
                .addRouting(HttpRouting.builder().any(this::serve))
                .build();
    }

    /**
     * Starts listening.
     *
     * @param faults what to answer, by status, where no request could be made of the bytes, or the handler broke
     * @throws IllegalStateException if the port is taken
     */
    public static HttpEntry start(ListenConfig config, Handler handler, IntFunction<Response> faults) {
        var entry = new HttpEntry(config, handler, faults);
        entry.server.start();
        // Helidon 4.5 logs a failure to bind, shuts down and returns as if nothing had happened.
        if (!entry.server.isRunning()) {
            throw new IllegalStateException("cannot listen on " + config.address() + " port " + config.port());
        }
        return entry;
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    /** Takes no more requests, and waits a moment for those under way. */
    @Override
    public void close() {
        server.stop();
    }

    private void serve(ServerRequest request, ServerResponse response) {
        var answer = answer(request);
        send(response, answer, request.prologue().method().equals(Method.HEAD));
        // Helidon 4.5 says "Connection: close" and leaves the closing to the client, who may never do it.
        if (isLast(request, answer)) throw new CloseConnectionException("the last exchange on this connection");
    }

    private static boolean isLast(ServerRequest request, Response answer) {
        return answer.headers().has("Connection") || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    private Response answer(ServerRequest request) {
        try {
            return switch (read(request)) {
                case Reading.Whole whole -> handler.handle(whole.request());
                case Reading.TooLarge _ -> faults.apply(413).header("Connection", "close");
                case Reading.TooSlow _ -> faults.apply(408).header("Connection", "close");
            };
        } catch (IOException gone) {
            return faults.apply(400).header("Connection", "close");
        } catch (RuntimeException mistake) {
            // The last resort: a mistake of ours costs this request and shows nothing of itself.
            LOG.error("a request broke the handler", mistake);
            return faults.apply(500);
        }
    }

    private sealed interface Reading {
        record Whole(Request request) implements Reading {}

        record TooLarge() implements Reading {}

        record TooSlow() implements Reading {}
    }

    private Reading read(ServerRequest request) throws IOException {
        var headers = new ArrayList<Headers.Line>();
        for (var header : request.headers()) {
            for (var value : header.allValues()) headers.add(new Headers.Line(header.name(), value));
        }
        var declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > config.bodyBytesMax()) return new Reading.TooLarge();
        var bytes = new byte[0];
        if (request.content().hasEntity()) {
            var deadline = System.nanoTime() + config.bodyWithin().toNanos();
            var content = new BoundedBody(config.bodyBytesMax(), deadline);
            switch (content.read(request.content().inputStream())) {
                case BoundedBody.Outcome.TOO_LARGE -> {
                    return new Reading.TooLarge();
                }
                case BoundedBody.Outcome.TOO_SLOW -> {
                    return new Reading.TooSlow();
                }
                case BoundedBody.Outcome.WHOLE -> bytes = content.bytes();
            }
        }
        return new Reading.Whole(request(request, new Headers(headers), new Body(bytes)));
    }

    private Request request(ServerRequest request, Headers headers, Body body) {
        var prologue = request.prologue();
        var path = prologue.uriPath().rawPath();
        var query = prologue.query().rawValue();
        var address = CallerAddress.of(request.remotePeer().host(), headers, config.proxies());
        return new Request(newId(), prologue.method().text(), path, query, headers, body, address);
    }

    private static String newId() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Helidon 4.5 sends the body of a HEAD's answer too, which a client would read as the next answer. */
    private static void send(ServerResponse response, Response answer, boolean isHead) {
        response.status(Status.create(answer.status()));
        for (var line : answer.headers().lines()) {
            response.headers().add(HeaderNames.create(line.name()), line.value());
        }
        if (isHead || answer.body().length() == 0) response.send();
        else response.send(answer.body().bytes());
    }

    private void answerFaults(DirectHandlers.Builder handlers) {
        for (var fault : PROTOCOL_FAULTS) handlers.addHandler(fault, (_, _, status, _, _) -> transport(status));
    }

    private TransportResponse transport(Status status) {
        var answer = faults.apply(status.code());
        var headers = ServerResponseHeaders.create();
        answer.headers().lines().forEach(line -> headers.add(HeaderNames.create(line.name()), line.value()));
        return TransportResponse.builder()
                .status(Status.create(answer.status()))
                .headers(headers)
                .entity(answer.body().bytes())
                .keepAlive(false)
                .build();
    }
}
