package io.cloakroom.cli.doctor;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.cli.doctor.Doctor.Findings;
import io.cloakroom.config.Settings;
import io.cloakroom.entry.HttpEntry;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.gateway.Gateway;
import io.cloakroom.gateway.Problems;
import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.record.Tables;
import io.cloakroom.record.Tables.Table;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.ServerConfig;
import io.cloakroom.site.SigningSite;
import io.cloakroom.token.TokenMint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A gateway behind a proxy of the worst kind, and a user pool that answers as Cognito does, or as a test wants. There are no
 * tables: what stands for DynamoDB knows none.
 */
final class Installation implements AutoCloseable {
    /** No test here is about time, and the machine may be busy. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Made before anybody waits for it. */
    private static final String KEY_SET = TokenMint.jwks();

    final Map<String, Handler> poolAnswers = new ConcurrentHashMap<>();
    private final Path folder;
    private final HttpEntry pool;
    private final HttpEntry gateway;
    private final DynamoDb db;
    private String yaml;
    private volatile Handler behindProxy = _ -> Response.of(503);
    private volatile UnaryOperator<Request> onTheWayIn = UnaryOperator.identity();
    private volatile UnaryOperator<Response> onTheWayOut = UnaryOperator.identity();

    Installation(Path folder) throws IOException {
        this(folder, "");
    }

    /** @param more settings, with the gateway's port to be filled in */
    private Installation(Path folder, String more) throws IOException {
        this.folder = folder;
        this.pool = HttpEntry.start(ListenConfig.loopback(0), this::pool, Problems::outside);
        this.gateway = HttpEntry.start(ListenConfig.loopback(0), this::proxy, Problems::outside);
        Keyset.create(folder.resolve("keyset.json"));
        this.yaml = """
                listen: {public-url: "%s"}
                pool: {public-url: "%s", api-endpoint: "%s/api", access-key-id: x, secret-access-key: x}
                token: {issuer: "%s"}
                keys: {vault-id: test, keyset-file: keyset.json}
                dynamodb: {region: eu-central-1, endpoint: "%s", access-key-id: x, secret-access-key: x}
                sites:
                  demo:
                    origins: ["http://www.cloakroom.localhost", "http://cloakroom.localhost"]
                    client-id: client
                    client-secret: secret
                    public-key: %s
                collections:
                  profile: {sites: demo, deliveries: [card], fields: {name: {}}}
                  hidden: {sites: demo, deliveries: [direct], fields: {name: {}}}
                """.formatted(publicUrl(), poolUrl(), poolUrl(), issuer(), poolUrl(), new SigningSite().publicKey())
                + more.formatted(gateway.port());
        var config = config();
        this.db = DynamoDb.connect(config.dynamoDb());
        var keyset = Keyset.read(config.keysetFile());
        behindProxy = new Gateway(
                config.gateway(),
                AwsParts.of(config.gateway(), db, config.dynamoDb(), keyset, Clock.systemUTC()),
                (_, _) -> {});
    }

    /** The same with a console, on a host of its own. */
    static Installation withConsole(Path folder) throws IOException {
        return new Installation(folder, """
                staff: {public-url: "http://staff.cloakroom.localhost:%d", client-id: console, client-secret: secret}
                """);
    }

    String publicUrl() {
        return "http://members.cloakroom.localhost:" + gateway.port();
    }

    String staffUrl() {
        return "http://staff.cloakroom.localhost:" + gateway.port();
    }

    String poolUrl() {
        return "http://pool.cognito.localhost:" + pool.port();
    }

    String issuer() {
        return poolUrl() + "/pool_1";
    }

    /** The running gateway keeps the settings that it started with. */
    void edit(String from, String to) {
        if (!yaml.contains(from)) throw new IllegalArgumentException(from);
        yaml = yaml.replace(from, to);
    }

    void onTheWayIn(UnaryOperator<Request> change) {
        onTheWayIn = change;
    }

    void onTheWayOut(UnaryOperator<Response> change) {
        onTheWayOut = change;
    }

    /** Something else than the gateway. */
    void behindProxy(Handler other) {
        behindProxy = other;
    }

    private Response proxy(Request request) {
        return onTheWayOut.apply(behindProxy.handle(onTheWayIn.apply(request)));
    }

    private Response pool(Request request) {
        var answer = poolAnswers.get(request.path());
        if (answer != null) return answer.handle(request);
        return switch (request.path()) {
            case "/pool_1/.well-known/openid-configuration" -> json(200, Json.members("issuer", issuer()));
            case "/pool_1/.well-known/jwks.json" -> Response.of(200).with("application/json", Body.of(KEY_SET));
            case "/oauth2/authorize" -> Response.of(302).header("Location", "/login?" + request.query());
            case "/oauth2/token" -> json(400, Json.members("error", "invalid_grant"));
            case "/logout" -> Response.of(302).header("Location", parameter(request, "logout_uri"));
            case "/api/" -> json(200, Json.members("Users", List.of()));
            case "/" -> json(400, Json.members("__type", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"));
            default -> Response.of(404);
        };
    }

    /** As DynamoDB describes each of them. */
    void haveTables() {
        var tables = config().dynamoDb().tables().all();
        poolAnswers.put("/", request -> {
            var body = ((Json.Reading.Read) Json.read(request.body().bytes())).object();
            var table = tables.stream()
                    .filter(any -> body.text("TableName").equals(Optional.of(any.name())))
                    .findFirst()
                    .orElseThrow();
            var operation = request.headers().only("X-Amz-Target").orElse("");
            return json(200, operation.endsWith("DescribeTimeToLive") ? timeToLive() : described(table));
        });
    }

    private static Map<String, Object> timeToLive() {
        return Json.members(
                "TimeToLiveDescription", Json.members("TimeToLiveStatus", "ENABLED", "AttributeName", Tables.EXPIRES));
    }

    private static Map<String, Object> described(Table table) {
        var keys = Stream.concat(Stream.of(table.partition()), table.sort().stream())
                .toList();
        var all = Stream.concat(keys.stream(), table.indexes().stream().map(Tables.Index::partition));
        var attributes = all.map(key ->
                        Json.members("AttributeName", key.attribute(), "AttributeType", key.isNumber() ? "N" : "S"))
                .toList();
        var indexes = table.indexes().stream()
                .map(index -> Json.members("IndexName", index.name(), "KeySchema", schema(List.of(index.partition()))))
                .toList();
        return Json.members(
                "Table",
                Json.members(
                        "TableName",
                        table.name(),
                        "TableStatus",
                        "ACTIVE",
                        "AttributeDefinitions",
                        attributes,
                        "KeySchema",
                        schema(keys),
                        "GlobalSecondaryIndexes",
                        indexes));
    }

    private static List<Map<String, Object>> schema(List<Tables.Key> keys) {
        var types = List.of("HASH", "RANGE");
        return IntStream.range(0, keys.size())
                .mapToObj(i -> Json.members("AttributeName", keys.get(i).attribute(), "KeyType", types.get(i)))
                .toList();
    }

    static Response json(int status, Map<String, Object> members) {
        return Response.of(status).with("application/json", new Body(Json.write(members)));
    }

    static String parameter(Request request, String name) {
        return ((Parameters.Reading.Read) Parameters.read(request.query()))
                .parameters()
                .get(name)
                .orElseThrow();
    }

    Path file() {
        try {
            return Files.writeString(folder.resolve("cloakroom.yaml"), yaml);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private ServerConfig config() {
        return ServerConfig.from(Settings.read(file(), Map.of()));
    }

    List<Findings> examine() {
        return examine(Duration.ZERO);
    }

    /** @param ahead how far this machine's clock is ahead of the pool's */
    List<Findings> examine(Duration ahead) {
        var config = config();
        try (var connected = DynamoDb.connect(config.dynamoDb(), PATIENCE)) {
            return Doctor.of(config, connected, Clock.offset(Clock.systemUTC(), ahead), PATIENCE)
                    .examine();
        }
    }

    @Override
    public void close() {
        pool.close();
        gateway.close();
        db.close();
    }
}
