package io.cloakroom.bench.system;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.bench.load.HttpConnection;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.gateway.Services;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.dynamodb.DynamoDbLocalJars;
import io.cloakroom.local.dynamodb.Maven;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.RecordStore.Put;
import io.cloakroom.record.Tables;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** DynamoDB Local with the records that are read: each member's contact details, all fields sealed. */
public final class Vault implements AutoCloseable {
    public static final String COLLECTION = "contact-details";

    /** Stands in every answer whose fields were opened, and in no stored item. */
    public static final String OPENED = "+46 8 5555 0182";

    /** Another record of each member: ten sealed fields. */
    public static final String TEN = "ten-fields";

    /** A hundred records of the first member, as many as one answer has. */
    public static final String HUNDRED = "hundred-records";

    private static final Pattern RECORDS_KEY = Pattern.compile("\"item\":\\{\"S\":\"[^\"]*\"}");

    private static final int MEMBERS = 16;
    private static final Map<FieldName, String> FIELDS = Map.of(
            new FieldName("phone"), OPENED,
            new FieldName("address"), "Valhallavägen 114 B, 114 41 Stockholm",
            new FieldName("emergency"), "Mikael Lindqvist (brother), +46 70 5555 093");

    public static final Map<FieldName, String> TEN_FIELDS = IntStream.range(0, 10)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(
                    number -> new FieldName("field_" + number),
                    number -> number == 0 ? OPENED : "Valhallavägen 114 B, 114 4" + number + " Stockholm"));

    private final DynamoDbLocal dynamoDb;
    private final List<String> members = IntStream.range(0, MEMBERS)
            .mapToObj(_ -> UUID.randomUUID().toString())
            .toList();

    private Vault(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Starts it, empty. */
    public static Vault start(Workbench bench) {
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(bench.downloads(), maven, bench.children(), bench.progress());
        return new Vault(DynamoDbLocal.start(bench.state(), jars, bench.children(), bench.progress()));
    }

    public String url() {
        return dynamoDb.endpoint().toString();
    }

    String accessKey() {
        return dynamoDb.accessKey().reveal();
    }

    /** The {@code sub}s of those who have a record. */
    public List<String> members() {
        return members;
    }

    /** Makes the tables and seals a record for each member. */
    public void fill(ServerConfig config) {
        try (var db = DynamoDb.connectPatiently(config.dynamoDb())) {
            var maker = new TableMaker(db, config.dynamoDb().tables());
            maker.missing().forEach(maker::create);
        }
        var all = LocalSystem.withParts(config, Clock.systemUTC(), (_, services) -> {
            var filling = new Filling(services.vault(), config.gateway().collections());
            var first = members.getFirst();
            return members.stream().allMatch(sub -> filling.write(sub, COLLECTION, "self", FIELDS))
                    && members.stream().allMatch(sub -> filling.write(sub, TEN, "self", TEN_FIELDS))
                    && IntStream.range(0, RecordStore.LIST_MAX)
                            .allMatch(number -> filling.write(first, HUNDRED, "record-" + number, FIELDS))
                    && enter(services);
        });
        if (!all) throw new SetUpException("A record was there already", "Start again.");
    }

    /** The ledger's first batch, in its one shard. */
    private static boolean enter(Services services) {
        var operator = new Actor.Operator("bench");
        services.ledger()
                .write(new Entry(
                        Instant.now(),
                        operator,
                        Act.KEYS_ROTATED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "bench"));
        services.close();
        return true;
    }

    private record Filling(io.cloakroom.record.Vault vault, Collections collections) {
        boolean write(String sub, String collection, String id, Map<FieldName, String> fields) {
            var its = collections.find(collection).orElseThrow();
            return vault.write(new MemberId(sub), its, new RecordId(id), 0, fields) == Put.DONE;
        }
    }

    /** The same for what a {@code Query} finds, where it may also be a shard's last batch: its key in the record's place. */
    String keyOrBatch(String sub) {
        var batch = getItem(Json.members(
                "TableName", new Tables("cloakroom-").ledger().name(),
                "Key",
                        Map.of(
                                "owner",
                                Map.of("S", Tables.ledgerShard(0)),
                                "item",
                                Map.of("S", Tables.ledgerNumber(0)))));
        return RECORDS_KEY.matcher(recordAndKey(sub)).replaceFirst(Matcher.quoteReplacement(attributes(batch)));
    }

    /**
     * DynamoDB's own JSON for a member's record and for her wrapped key, laid into one item. A stand-in that gives it for every
     * {@code GetItem} and every {@code Query} makes a gateway find both.
     */
    String recordAndKey(String sub) {
        var tables = new Tables("cloakroom-");
        var item = Tables.recordItem(new CollectionId(COLLECTION), RecordId.SELF);
        var record = getItem(Json.members(
                "TableName", tables.members().name(),
                "Key", Map.of("sub", Map.of("S", sub), "item", Map.of("S", item))));
        var key = getItem(Json.members(
                "TableName", tables.keys().name(),
                "Key", Map.of("sub", Map.of("S", sub), "version", Map.of("N", "1")),
                "ProjectionExpression", "#wrapped",
                "ExpressionAttributeNames", Map.of("#wrapped", "wrapped")));
        return "{" + attributes(record) + "," + attributes(key) + "}";
    }

    private String getItem(Map<String, Object> request) {
        var credential = accessKey() + "/20261123/" + DynamoDbLocal.REGION + "/dynamodb/aws4_request";
        var bytes = Requests.post(
                dynamoDb.endpoint().getAuthority(),
                "/",
                Json.writeText(request),
                "Content-Type: application/x-amz-json-1.0",
                "X-Amz-Target: DynamoDB_20120810.GetItem",
                // DynamoDB Local reads who asks, and checks no signature.
                "Authorization: AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=0");
        try {
            return HttpConnection.ask(dynamoDb.endpoint().getPort(), bytes).body();
        } catch (IOException fault) {
            throw new SetUpException("DynamoDB Local did not answer", "Start again.", null, fault);
        }
    }

    private static String attributes(String answer) {
        var start = "{\"Item\":{";
        var end = "}}";
        if (answer.startsWith(start) && answer.endsWith(end)) {
            return answer.substring(start.length(), answer.length() - end.length());
        }
        throw new SetUpException("DynamoDB Local gave no item", "Does its launcher still fit its version?");
    }

    Stream<Long> pids() {
        return Stream.of(dynamoDb.process().pid());
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
