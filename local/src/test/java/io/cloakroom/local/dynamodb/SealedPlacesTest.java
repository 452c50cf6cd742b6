package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoMemberKeyStore;
import io.cloakroom.aws.DynamoRecordStore;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore.Put;
import io.cloakroom.record.Tables;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.Sites;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whoever may write the tables, and has no key, moves sealed values about: none opens where it was not sealed. All tables
 * copied to other names, as a restored backup is, go on opening.
 */
@Tag("dynamodb")
final class SealedPlacesTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final FieldName PHONE = new FieldName("phone");
    private static final FieldName FAX = new FieldName("fax");
    private static final RecordId ONE = new RecordId("one");
    private static final RecordId TWO = new RecordId("two");

    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    private final Tables tables = RunningDynamoDb.TABLES;
    private final Collection contact = collection("contact");
    private final Collection other = collection("other");
    private DynamoDb db;
    private DynamoDbClient raw;
    private Keyset keyset;
    private Vault vault;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    private static Collection collection(String name) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact: {sites: demo, records: many, fields: {phone: {}, fax: {}}}
                  other: {sites: demo, records: many, fields: {phone: {}, fax: {}}}
                """);
        return Collections.from(settings, Sites.from(settings)).find(name).orElseThrow();
    }

    @BeforeEach
    void fill() throws IOException {
        var account = RunningDynamoDb.newAccount();
        db = DynamoDb.connect(dynamoDb.config(account, ReadClient.SIGNED));
        raw = dynamoDb.raw(account);
        create(tables);
        Keyset.create(folder.resolve("keyset.json"));
        keyset = Keyset.read(folder.resolve("keyset.json"));
        vault = vault("test", tables);
        for (var member : new MemberId[] {ADA, EVE}) {
            write(member, contact, ONE, 0, "030 1");
            write(member, contact, ONE, 1, "030 2");
            write(member, contact, TWO, 0, "030 3");
            write(member, contact, TWO, 1, "030 4");
            write(member, other, ONE, 0, "030 5");
            write(member, other, ONE, 1, "030 6");
        }
    }

    @AfterEach
    void close() {
        raw.close();
        db.close();
    }

    private void create(Tables named) {
        var maker = new TableMaker(db, named);
        maker.create(named.members());
        maker.create(named.keys());
    }

    private Vault vault(String id, Tables in) {
        var keys = new MemberKeys(keyset.keyRing(), new DynamoMemberKeyStore(db, in), Clock.systemUTC());
        return new Vault(new VaultId(id), keys, new DynamoRecordStore(db, in), Clock.systemUTC(), keyset.gatewayKey());
    }

    private void write(MemberId member, Collection collection, RecordId id, long known, String phone) {
        var values = Map.of(PHONE, phone, FAX, phone + " fax");
        assertThat(vault.write(member, collection, id, known, values)).isEqualTo(Put.DONE);
    }

    private String phone(Vault by, Tables in, MemberId member, Collection collection, RecordId id) {
        var record =
                new DynamoRecordStore(db, in).find(member, collection.id(), id).orElseThrow();
        return by.open(record, Set.of(PHONE)).orElseThrow().fields().getOrDefault(PHONE, "none");
    }

    private String phone(MemberId member, Collection collection, RecordId id) {
        return phone(vault, tables, member, collection, id);
    }

    private Map<String, AttributeValue> item(MemberId member, Collection collection, RecordId id) {
        var key = Map.of(
                "sub", AttributeValue.fromS(member.value()),
                "item", AttributeValue.fromS(Tables.recordItem(collection.id(), id)));
        return raw.getItem(
                        get -> get.tableName(tables.members().name()).key(key).consistentRead(true))
                .item();
    }

    private void put(Map<String, AttributeValue> item) {
        raw.putItem(put -> put.tableName(tables.members().name()).item(item));
    }

    /** Puts what Ada's first record holds where the test says. */
    private void moved(Map<String, AttributeValue> from, Consumer<Map<String, AttributeValue>> to) {
        var item = new HashMap<>(from);
        to.accept(item);
        put(item);
    }

    @Test
    void value_whereItWasSealed_opens() {
        assertThat(phone(ADA, contact, ONE)).isEqualTo("030 2");
        put(item(ADA, contact, ONE));
        assertThat(phone(ADA, contact, ONE)).isEqualTo("030 2");
    }

    @Test
    void value_movedToAnotherMember_doesNotOpen() {
        moved(item(ADA, contact, ONE), item -> item.put("sub", AttributeValue.fromS("eve")));
        assertThatThrownBy(() -> phone(EVE, contact, ONE)).isInstanceOf(Malformed.class);
    }

    @Test
    void value_movedWithItsKeyToAnotherMember_doesNotOpen() {
        moved(item(ADA, contact, ONE), item -> item.put("sub", AttributeValue.fromS("eve")));
        var key = Map.of("sub", AttributeValue.fromS("ada"), "version", AttributeValue.fromN("1"));
        var wrapped = new HashMap<>(
                raw.getItem(get -> get.tableName(tables.keys().name()).key(key).consistentRead(true))
                        .item());
        wrapped.put("sub", AttributeValue.fromS("eve"));
        raw.putItem(put -> put.tableName(tables.keys().name()).item(wrapped));

        assertThatThrownBy(() -> phone(vault("test", tables), tables, EVE, contact, ONE))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void value_movedToAnotherRecord_doesNotOpen() {
        var item = Tables.recordItem(contact.id(), TWO);
        moved(item(ADA, contact, ONE), moved -> moved.put("item", AttributeValue.fromS(item)));
        assertThatThrownBy(() -> phone(ADA, contact, TWO)).isInstanceOf(Malformed.class);
    }

    @Test
    void value_movedToAnotherCollection_doesNotOpen() {
        var item = Tables.recordItem(other.id(), ONE);
        moved(item(ADA, contact, ONE), moved -> moved.put("item", AttributeValue.fromS(item)));
        assertThatThrownBy(() -> phone(ADA, other, ONE)).isInstanceOf(Malformed.class);
    }

    @Test
    void value_ofAnEarlierVersionPutBack_doesNotOpen() {
        var before = item(ADA, contact, ONE);
        write(ADA, contact, ONE, 2, "030 7");
        moved(item(ADA, contact, ONE), now -> now.put("fields", before.get("fields")));

        assertThatThrownBy(() -> phone(ADA, contact, ONE)).isInstanceOf(Malformed.class);
    }

    @Test
    void value_movedToAnotherField_doesNotOpen() {
        moved(item(ADA, contact, ONE), item -> {
            var fields = new HashMap<>(
                    item.getOrDefault("fields", AttributeValue.fromM(Map.of())).m());
            fields.put("phone", fields.get("fax"));
            item.put("fields", AttributeValue.fromM(fields));
        });
        assertThatThrownBy(() -> phone(ADA, contact, ONE)).isInstanceOf(Malformed.class);
    }

    @Test
    void tables_copiedToOtherNames_goOnOpening() {
        var restored = new Tables("restored-2026-");
        create(restored);
        for (var copy : Map.of(
                        tables.members().name(), restored.members().name(),
                        tables.keys().name(), restored.keys().name())
                .entrySet()) {
            raw.scanPaginator(scan -> scan.tableName(copy.getKey()))
                    .items()
                    .forEach(item ->
                            raw.putItem(put -> put.tableName(copy.getValue()).item(item)));
        }

        var again = vault("test", restored);

        assertThat(phone(again, restored, ADA, contact, ONE)).isEqualTo("030 2");
        assertThat(phone(again, restored, EVE, other, ONE)).isEqualTo("030 6");
        assertThat(again.write(ADA, contact, ONE, 2, Map.of(PHONE, "030 8"))).isEqualTo(Put.DONE);
        assertThat(phone(ADA, contact, ONE)).isEqualTo("030 2");
        assertThatThrownBy(() -> phone(vault("another", restored), restored, ADA, contact, TWO))
                .isInstanceOf(Malformed.class);
    }
}
