package io.cloakroom.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cloakroom.entry.HttpEntry;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.gateway.Problems;
import io.cloakroom.http.Body;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands behind the gateway in a rehearsal, on a port of this machine: a user pool's key set, and of DynamoDB as much as
 * gives back the item that was put last into a table.
 */
final class RehearsalUpstream implements AutoCloseable {
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final String KEY_SET_PATH = "/.well-known/jwks.json";

    private final String clientId;
    private final MemberId member;
    private final RSAKey key;
    private final Map<String, String> items = new ConcurrentHashMap<>();
    private final HttpEntry entry;
    private final String token;

    private RehearsalUpstream(String clientId, MemberId member, RSAKey key) {
        this.clientId = clientId;
        this.member = member;
        this.key = key;
        this.entry = HttpEntry.start(ListenConfig.loopback(0), this::answer, Problems::outside);
        this.token = newToken();
    }

    static RehearsalUpstream start(String clientId, MemberId member) {
        try {
            return new RehearsalUpstream(
                    clientId,
                    member,
                    new RSAKeyGenerator(2048).keyID("rehearsal").generate());
        } catch (JOSEException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    String url() {
        return "http://127.0.0.1:" + entry.port();
    }

    /** The same every time. */
    String token() {
        return token;
    }

    String newToken() {
        var now = Instant.now();
        var claims = Json.members(
                "sub", member.value(),
                "iss", url(),
                "client_id", clientId,
                "origin_jti", UUID.randomUUID().toString(),
                "token_use", "access",
                "scope", "openid cloakroom/read",
                "auth_time", now.getEpochSecond(),
                "exp", now.plus(VALID_FOR).getEpochSecond(),
                "iat", now.getEpochSecond(),
                "jti", UUID.randomUUID().toString());
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var jws = new JWSObject(header, new Payload(Json.write(claims)));
        try {
            jws.sign(new RSASSASigner(key));
            return jws.serialize();
        } catch (JOSEException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private Response answer(Request request) {
        if (request.path().equals(KEY_SET_PATH)) return json(new JWKSet(key.toPublicJWK()).toString());
        return switch (Json.read(request.body().bytes())) {
            case Json.Reading.Read(var body) ->
                dynamoDb(request.headers().only("X-Amz-Target").orElse(""), body);
            case Json.Reading.Unreadable _ -> Problems.outside(400);
        };
    }

    private Response dynamoDb(String target, JsonObject body) {
        return switch (target) {
            case "DynamoDB_20120810.TransactWriteItems" -> {
                body.objects("TransactItems").orElseThrow().stream()
                        .flatMap(one -> one.object("Put").stream())
                        .forEach(put -> items.put(table(put), item(put)));
                yield json("{}");
            }
            case "DynamoDB_20120810.GetItem" -> {
                var item = items.get(table(body));
                yield json(item == null ? "{}" : "{\"Item\":" + item + "}");
            }
            case "DynamoDB_20120810.Query" -> json("{\"Items\":[" + items.getOrDefault(table(body), "") + "]}");
            case "DynamoDB_20120810.BatchGetItem" -> json("{\"Responses\":{},\"UnprocessedKeys\":{}}");
            // The ledger's batches: nobody reads them here.
            case "DynamoDB_20120810.PutItem" -> json("{}");
            case "DynamoDB_20120810.BatchWriteItem" -> json("{\"UnprocessedItems\":{}}");
            default -> Problems.outside(404);
        };
    }

    private static Response json(String text) {
        return Response.of(200).with("application/x-amz-json-1.0", Body.of(text));
    }

    private static String table(JsonObject named) {
        return named.text("TableName").orElseThrow();
    }

    private static String item(JsonObject put) {
        return Json.writeText(put.object("Item").orElseThrow().values());
    }

    @Override
    public void close() {
        entry.close();
    }
}
