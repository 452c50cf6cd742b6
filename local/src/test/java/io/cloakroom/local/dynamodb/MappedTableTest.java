package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoMemberKeyStore;
import io.cloakroom.aws.DynamoRecordStore;
import io.cloakroom.aws.MappedTable;
import io.cloakroom.aws.RoutedRecords;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.Erasure;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Tables;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.Sites;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Collections over tables that were there before: read as they are, and never written. */
@Tag("dynamodb")
final class MappedTableTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final String CANARY = "canary-7731";

    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    private final Tables tables = RunningDynamoDb.TABLES;
    private final Collections collections = collections();
    private DynamoDb db;
    private DynamoDbClient raw;
    private RecordStore records;
    private DynamoMemberKeyStore keys;
    private Vault vault;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    private static Collections collections() {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  profile:
                    sites: demo
                    deliveries: [card]
                    table:
                      name: legacy-profiles
                      key: {attribute: user_id, holds: sub}
                      attributes: {height: height_cm, iban: bankAccount}
                    fields:
                      name: {class: plain}
                      height: {class: plain, type: number}
                      born: {class: plain, type: date}
                      active: {class: plain, type: boolean}
                      size: {class: plain, type: choice, options: [S, M, L]}
                      allergies: {class: plain, type: list}
                      sports: {class: plain, type: list}
                      iban: {class: secret, mask: last-4}
                  visits:
                    sites: demo
                    records: many
                    deliveries: [card]
                    table:
                      name: legacy-single-table
                      key: {attribute: PK, prefix: "USER#"}
                      sort: {attribute: SK, begins: "VISIT#"}
                    fields: {where: {class: plain}}
                  address:
                    sites: demo
                    deliveries: [card]
                    table:
                      name: legacy-single-table
                      key: {attribute: PK, prefix: "USER#"}
                      sort: {attribute: SK, equals: ADDRESS}
                    fields: {street: {class: plain}}
                  own:
                    sites: demo
                    deliveries: [card]
                    fields: {phone: {}}
                """);
        var collections = Collections.from(settings, Sites.from(settings));
        settings.done();
        return collections;
    }

    private Collection collection(String name) {
        return collections.find(name).orElseThrow();
    }

    @BeforeEach
    void open() throws IOException {
        var account = RunningDynamoDb.newAccount();
        db = DynamoDb.connect(dynamoDb.config(account, ReadClient.SIGNED));
        raw = dynamoDb.raw(account);
        var maker = new TableMaker(db, tables);
        maker.create(tables.members());
        maker.create(tables.keys());
        var user = new Tables.Key("user_id", false);
        maker.create(new Tables.Table("legacy-profiles", user, List.of(), List.of(), false));
        maker.create(new Tables.Table(
                "legacy-single-table",
                new Tables.Key("PK", false),
                List.of(new Tables.Key("SK", false)),
                List.of(),
                false));
        Keyset.create(folder.resolve("keyset.json"));
        var keyset = Keyset.read(folder.resolve("keyset.json"));
        keys = new DynamoMemberKeyStore(db, tables);
        var clock = Clock.systemUTC();
        records = RoutedRecords.of(new DynamoRecordStore(db, tables), db, collections.of(new SiteId("demo")));
        vault = new Vault(
                new VaultId("test"),
                new MemberKeys(keyset.keyRing(), keys, clock),
                records,
                clock,
                keyset.gatewayKey());
    }

    @AfterEach
    void close() {
        raw.close();
        db.close();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private void put(String table, Map<String, AttributeValue> item) {
        raw.putItem(put -> put.tableName(table).item(item));
    }

    private Map<String, AttributeValue> ada() {
        var item = new HashMap<String, AttributeValue>();
        item.put("user_id", text("ada"));
        item.put("name", text("Ada Löveläce"));
        item.put("height_cm", AttributeValue.fromN("172.5"));
        item.put("born", text("1815-12-10"));
        item.put("active", AttributeValue.fromBool(true));
        item.put("size", text("M"));
        item.put("allergies", AttributeValue.fromSs(List.of("nuts", "latex")));
        item.put("sports", AttributeValue.fromL(List.of(text("rowing"), text("chess"))));
        item.put("bankAccount", text("DE02120300000000202051"));
        item.put("password_hash", text(CANARY));
        return item;
    }

    private Map<String, String> read(MemberId member, String collection) {
        var declared = collection(collection);
        var names =
                declared.fields().stream().map(io.cloakroom.record.Field::name).toList();
        var values = new HashMap<String, String>();
        records.find(member, declared.id(), RecordId.SELF)
                .flatMap(record -> vault.open(record, Set.copyOf(names)))
                .ifPresent(opened -> opened.fields().forEach((name, value) -> values.put(name.value(), value)));
        return values;
    }

    @Test
    void find_anItemOfHers_isReadByType() {
        put("legacy-profiles", ada());

        assertThat(read(ADA, "profile"))
                .containsOnly(
                        Map.entry("name", "Ada Löveläce"),
                        Map.entry("height", "172.5"),
                        Map.entry("born", "1815-12-10"),
                        Map.entry("active", "true"),
                        Map.entry("size", "M"),
                        Map.entry("allergies", "latex\nnuts"),
                        Map.entry("sports", "rowing\nchess"),
                        Map.entry("iban", "DE02120300000000202051"));
        assertThat(read(EVE, "profile")).isEmpty();
        assertThat(records.find(ADA, collection("profile").id(), new RecordId("other")))
                .isEmpty();
    }

    @Test
    void find_whatIsMissingNullOrEmpty_hasNoValue() {
        put("legacy-profiles", Map.of("user_id", text("ada"), "name", AttributeValue.fromNul(true), "born", text("")));
        assertThat(read(ADA, "profile")).isEmpty();
        assertThat(records.find(ADA, collection("profile").id(), RecordId.SELF)).isPresent();
    }

    @Test
    void find_aSecretField_isMaskedByThePolicyAsAnyOther() {
        var decision = Policy.ofMember(
                new SiteId("demo"),
                Set.of(Delivery.CARD),
                collection("profile"),
                Entitlements.NONE,
                Clock.systemUTC().instant());
        assertThat(((Grant) decision).fields())
                .filteredOn(showing -> showing.field().name().equals(new FieldName("iban")))
                .allMatch(showing -> showing.mask().isPresent() && !showing.isEditable());
        assertThat(Policy.ofMember(
                        new SiteId("demo"),
                        Set.of(Delivery.DIRECT),
                        collection("profile"),
                        Entitlements.NONE,
                        Clock.systemUTC().instant()))
                .isNotInstanceOf(Grant.class);
    }

    @Test
    void find_whatIsOfAnotherType_isMalformedAndTellsNothingOfIt() {
        var faulty = Map.of(
                "name", AttributeValue.fromN("7731"),
                "height_cm", text(CANARY),
                "born", text(CANARY),
                "active", text(CANARY),
                "size", text(CANARY),
                "allergies", AttributeValue.fromL(List.of(text(CANARY), AttributeValue.fromN("7731"))),
                "sports", text(CANARY),
                "bankAccount", AttributeValue.fromM(Map.of("x", text(CANARY))));
        faulty.forEach((attribute, value) -> {
            var item = ada();
            item.put(attribute, value);
            put("legacy-profiles", item);
            assertThatThrownBy(() -> read(ADA, "profile"))
                    .as(attribute)
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining("in table legacy-profiles is no ")
                    .hasMessageNotContaining("7731");
        });
    }

    @Test
    void list_itemsOfHers_areThoseOfTheBeginningInPages() {
        for (var i = 0; i < 5; i++)
            put(
                    "legacy-single-table",
                    Map.of("PK", text("USER#ada"), "SK", text("VISIT#v" + i), "where", text("w" + i)));
        put("legacy-single-table", Map.of("PK", text("USER#ada"), "SK", text("VISIT#"), "where", text(CANARY)));
        put("legacy-single-table", Map.of("PK", text("USER#ada"), "SK", text("VISITOR#x"), "where", text(CANARY)));
        put("legacy-single-table", Map.of("PK", text("USER#ada"), "SK", text("ADDRESS"), "street", text("Elm Street")));
        put("legacy-single-table", Map.of("PK", text("USER#adam"), "SK", text("VISIT#v9"), "where", text(CANARY)));
        var visits = collection("visits").id();

        var ids = new ArrayList<String>();
        var after = Optional.<RecordId>empty();
        for (var page = records.list(ADA, visits, after, 2);
                !page.isEmpty();
                page = records.list(ADA, visits, after, 2)) {
            page.forEach(record -> ids.add(record.id().value()));
            after = Optional.of(page.getLast().id());
        }

        assertThat(ids).containsExactly("v0", "v1", "v2", "v3", "v4");
        assertThat(records.find(ADA, visits, new RecordId("v3"))).isPresent();
        assertThat(records.find(EVE, visits, new RecordId("v3"))).isEmpty();
        assertThat(read(ADA, "address")).containsExactly(Map.entry("street", "Elm Street"));
    }

    /** DynamoDB ends an answer at 1 MB. */
    @Test
    void list_manyBigItemsOfHers_areAllOfThem() {
        for (var i = 10; i < 35; i++)
            put(
                    "legacy-single-table",
                    Map.of("PK", text("USER#ada"), "SK", text("VISIT#v" + i), "photo", text("x".repeat(100_000))));

        assertThat(records.list(ADA, collection("visits").id(), Optional.empty(), RecordStore.LIST_MAX))
                .hasSize(25);
    }

    @Test
    void list_aKeyThatIsNoId_isMalformed() {
        put("legacy-single-table", Map.of("PK", text("USER#ada"), "SK", text("VISIT#2026:11")));
        assertThatThrownBy(() -> records.list(ADA, collection("visits").id(), Optional.empty(), 10))
                .isInstanceOf(Malformed.class)
                .hasMessageNotContaining("2026");
    }

    @Test
    void write_toATableOfTheirOwn_isAMistakeAndChangesNothing() {
        put("legacy-profiles", ada());
        var profile = collection("profile");
        var values = Map.of(new FieldName("name"), "Eve");

        assertThatThrownBy(() -> vault.write(ADA, profile, RecordId.SELF, 1, values))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.delete(ADA, profile, RecordId.SELF, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(read(ADA, "profile")).containsEntry("name", "Ada Löveläce");
    }

    @Test
    void erase_aMember_leavesTheirTableAndTakesTheVaults() {
        put("legacy-profiles", ada());
        vault.write(ADA, collection("own"), RecordId.SELF, 0, Map.of(new FieldName("phone"), "030 1"));

        var receipt = new Erasure(keys, records, new Collections(List.of()), Clock.systemUTC()).erase(ADA);

        assertThat(receipt.records()).isEqualTo(Map.of("own", 1));
        assertThat(read(ADA, "own")).isEmpty();
        assertThat(read(ADA, "profile")).isNotEmpty();
    }

    @Test
    void probe_whatIsThere_isReadAndWhatIsNotIsTold() {
        for (var name : List.of("profile", "visits", "address")) {
            var mapping = collection(name).table().orElseThrow();
            new MappedTable(db, collection(name), mapping).probe();
        }
        raw.deleteTable(delete -> delete.tableName("legacy-profiles"));
        var gone = new MappedTable(
                db, collection("profile"), collection("profile").table().orElseThrow());
        assertThatThrownBy(gone::probe).isInstanceOf(Unavailable.class);
    }
}
