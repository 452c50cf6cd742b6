package io.cloakroom.userpool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloakroom.config.Settings;
import io.cloakroom.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small server of functions, as an emulator of Lambda is one: it keeps what it is asked and says what it is told to say. */
final class FunctionServer implements AutoCloseable {
    static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:";

    private final HttpServer server;
    private final Map<String, Function<JsonObject, String>> answers = new ConcurrentHashMap<>();
    private final List<JsonObject> events = Collections.synchronizedList(new ArrayList<>());

    FunctionServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new AssertionError("no server", fault);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Of a configuration file. */
    record Lines(String text) {}

    /**
     * What a function answers from now on.
     *
     * @param answer from the event to the body; one that begins with three digits is a status and no body
     */
    void answer(String name, Function<JsonObject, String> answer) {
        answers.put(name, answer);
    }

    /** A function that fills in this. */
    void respond(String name, String response) {
        answer(name, _ -> "{\"response\": " + response + "}");
    }

    /** A function that throws. */
    void refuse(String name, String words) {
        answer(name, _ -> "{\"errorMessage\": \"" + words + "\", \"errorType\": \"Error\"}");
    }

    /** What was asked on an occasion, the oldest first. */
    List<JsonObject> events(String source) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.text("triggerSource").orElse("").equals(source))
                    .toList();
        }
    }

    /** The last request on an occasion. */
    JsonObject request(String source) {
        return events(source).getLast().object("request").orElseThrow();
    }

    void forget() {
        events.clear();
        answers.clear();
    }

    /** A configuration file that names functions of this server. */
    PoolFile file(String... names) {
        return file(new Lines(""), names);
    }

    /** The same with other lines. */
    PoolFile file(Lines others, String... names) {
        var yaml = new StringBuilder(others.text()).append("functions:\n");
        for (var name : names)
            yaml.append("  ")
                    .append(name)
                    .append(":\n    url: ")
                    .append(address(name))
                    .append("\n");
        return PoolFile.from(Settings.of(yaml.toString()));
    }

    String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void serve(HttpExchange exchange) throws IOException {
        var event = PoolFixture.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        events.add(event);
        var name = exchange.getRequestURI().getPath().substring(1);
        var body = answers.getOrDefault(name, _ -> "{\"response\": {}}").apply(event);
        var isStatus = body.matches("[0-9]{3}");
        var bytes = isStatus ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isStatus ? Integer.parseInt(body) : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
