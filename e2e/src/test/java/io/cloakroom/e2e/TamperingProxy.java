package io.cloakroom.e2e;

import io.cloakroom.entry.HttpEntry;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Stands before the gateway, where browsers go, and takes defences away: on the way in, or on the way out. */
final class TamperingProxy implements AutoCloseable {
    /** Between two hops, and none of the message's business; the JDK's client sets its own. */
    private static final Set<String> OF_THE_HOP =
            Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding", "upgrade", "date");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpEntry entry;
    private final int gatewayPort;
    private volatile UnaryOperator<Request> onTheWayIn = UnaryOperator.identity();
    private volatile UnaryOperator<Response> onTheWayOut = UnaryOperator.identity();

    TamperingProxy(int port, int gatewayPort) {
        this.gatewayPort = gatewayPort;
        this.entry = HttpEntry.start(ListenConfig.loopback(port), this::pass, Response::of);
    }

    void requests(UnaryOperator<Request> change) {
        onTheWayIn = change;
    }

    void responses(UnaryOperator<Response> change) {
        onTheWayOut = change;
    }

    /** All defences stand again. */
    void restore() {
        onTheWayIn = UnaryOperator.identity();
        onTheWayOut = UnaryOperator.identity();
    }

    static Response without(Response response, String header) {
        var lines = response.headers().lines().stream()
                .filter(line -> !line.name().equalsIgnoreCase(header))
                .toList();
        return new Response(response.status(), new Headers(lines), response.body());
    }

    static Request with(Request request, String header, String value) {
        var lines = new ArrayList<>(request.headers().lines());
        lines.removeIf(line -> line.name().equalsIgnoreCase(header));
        lines.add(new Headers.Line(header, value));
        return new Request(
                request.id(),
                request.method(),
                request.path(),
                request.query(),
                new Headers(lines),
                request.body(),
                request.remoteAddress());
    }

    private Response pass(Request request) {
        return onTheWayOut.apply(send(onTheWayIn.apply(request)));
    }

    private Response send(Request request) {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var target = URI.create("http://127.0.0.1:" + gatewayPort + request.path() + query);
        var builder = HttpRequest.newBuilder(target)
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().bytes()));
        for (var line : request.headers().lines()) {
            if (!isOfTheHop(line.name())) builder.header(line.name(), line.value());
        }
        try {
            return response(http.send(builder.build(), BodyHandlers.ofByteArray()));
        } catch (IOException gone) {
            return Response.of(502);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Response.of(502);
        }
    }

    private static Response response(HttpResponse<byte[]> answer) {
        var lines = new ArrayList<Headers.Line>();
        answer.headers().map().forEach((name, values) -> {
            if (!isOfTheHop(name)) values.forEach(value -> lines.add(new Headers.Line(name, value)));
        });
        return new Response(answer.statusCode(), new Headers(lines), new Body(answer.body()));
    }

    private static boolean isOfTheHop(String name) {
        return OF_THE_HOP.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        entry.close();
        http.close();
    }
}
