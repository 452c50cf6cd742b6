package io.cloakroom.local.dynamodb;

import static io.cloakroom.local.dynamodb.RunningDynamoDb.TABLES;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is taken away in time, on DynamoDB Local; also where somebody has spoilt what lies beside it. */
@Tag("dynamodb")
final class UpkeepCommandsTest {
    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    private Operator operator;
    private DynamoDbClient raw;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    @BeforeEach
    void fill() throws IOException {
        operator = Operator.hired(folder, dynamoDb.endpoint());
        raw = dynamoDb.raw(operator.account());
        var file = operator.file("diary.csv", """
                sub,id,entry
                ada,old,one
                ada,young,two
                eve,old,three
                eve,young,four
                """);
        assertThat(operator.does("import", file, "--collection", "diary", "--apply"))
                .isZero();
        for (var member : new String[] {"ada", "eve"}) age(member);
    }

    @AfterEach
    void close() {
        raw.close();
    }

    private static Map<String, AttributeValue> key(String member, String id) {
        return Map.of(
                "sub", AttributeValue.fromS(member),
                "item", AttributeValue.fromS(Tables.recordItem(new CollectionId("diary"), new RecordId(id))));
    }

    private void age(String member) {
        var item = new HashMap<>(
                raw.getItem(get -> get.tableName(TABLES.members().name()).key(key(member, "old")))
                        .item());
        var longAgo = Instant.now().minus(Duration.ofDays(30)).toEpochMilli();
        item.put("written", AttributeValue.fromN(Long.toString(longAgo)));
        raw.putItem(put -> put.tableName(TABLES.members().name()).item(item));
    }

    private void spoilRecord(String member, String id) {
        raw.putItem(put -> put.tableName(TABLES.members().name()).item(key(member, id)));
    }

    private void spoilKey(String member) {
        var item = Map.of("sub", AttributeValue.fromS(member), "version", AttributeValue.fromN("1"));
        raw.putItem(put -> put.tableName(TABLES.keys().name()).item(item));
    }

    private int records(String member) {
        return TablesSeen.of(operator, dynamoDb.endpoint())
                .records(member::equals)
                .size();
    }

    @Test
    void retention_whatWasKeptLongEnough_isCountedAndThenDeleted() {
        assertThat(operator.does("retention")).isZero();
        assertThat(operator.out()).contains("2 members, 2 records kept long enough", "Nothing was deleted");
        assertThat(records("ada")).isEqualTo(2);

        assertThat(operator.does("retention", "--apply")).isZero();
        assertThat(operator.out()).contains("2 members, 2 records kept long enough, 2 deleted");
        assertThat(records("ada") + records("eve")).isEqualTo(2);
        assertThat(operator.does("retention", "--apply")).isZero();
        assertThat(operator.out()).contains("2 members, 0 records kept long enough, 0 deleted");

        assertThat(operator.does("ledger", "show", "--member", "ada")).isZero();
        assertThat(operator.out()).contains("delete ", "operator " + System.getProperty("user.name"), "diary");
    }

    @Test
    void retention_anotherProcessIsAtIt_isLeftToThat() {
        var now = Instant.now();
        var walk = new Walk("another", now.plus(Duration.ofMinutes(10)), Optional.empty(), now, 0, 0, Optional.empty());
        try (var db = DynamoDb.connect(dynamoDb.config(operator.account(), ReadClient.SIGNED))) {
            assertThat(new DynamoFactStore(db, TABLES).step("#retention", walk, now))
                    .isTrue();
        }
        assertThat(operator.does("retention", "--apply")).isEqualTo(1);
        assertThat(operator.err()).contains("another process is at it, until ");
        assertThat(records("ada")).isEqualTo(2);
    }

    @Test
    void retention_somethingIsSpoilt_isNamedAndTheOthersAreDone() {
        spoilRecord("ada", "young");
        assertThat(operator.does("retention")).isEqualTo(1);
        assertThat(operator.out()).contains("cannot be read: something in diary of ada");

        spoilKey("ada");
        assertThat(operator.does("retention", "--apply")).isEqualTo(1);
        assertThat(operator.out())
                .contains("2 members, 1 record kept long enough, 1 deleted")
                .contains("cannot be read: something in diary of ada");
        assertThat(records("eve")).isEqualTo(1);
    }

    @Test
    void exportAndVerify_somethingIsSpoilt_isNamedAndTheOthersAreDone() throws IOException {
        var whole = folder.resolve("whole.jsonl");
        assertThat(operator.does("export", "--collection", "diary", "--to", whole.toString(), "--apply"))
                .isZero();
        spoilRecord("ada", "young");
        spoilKey("ada");
        var file = folder.resolve("diary.jsonl");

        assertThat(operator.does("export", "--collection", "diary", "--to", file.toString()))
                .isEqualTo(1);
        assertThat(operator.does("export", "--collection", "diary", "--to", file.toString(), "--apply"))
                .isEqualTo(1);
        assertThat(operator.out())
                .contains("wrote 2 records of 2 members to " + file + ".partial")
                .contains("missing: 1; so the file is not whole")
                .contains("does not open: a record that cannot be read, and what is behind it, of ada");
        assertThat(file).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve("diary.jsonl.partial")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"eve\""));

        assertThat(operator.does("import", whole.toString(), "--collection", "diary", "--verify"))
                .isEqualTo(1);
        assertThat(operator.out()).contains("young of ada: ", "2 equal, 2 rejected");
    }

    @Test
    void erase_whatIsSpoilt_isErasedWithTheRest() {
        spoilRecord("ada", "young");
        spoilKey("ada");
        assertThat(operator.does("keys", "rewrap")).isEqualTo(1);
        assertThat(operator.out()).contains("2 keys: 0 wrapped anew, 1 does not open", "version 1 of ada");

        assertThat(operator.does("members", "erase", "--member", "ada")).isZero();
        assertThat(operator.does("members", "erase", "--member", "ada", "--apply"))
                .isZero();

        assertThat(operator.out())
                .contains("records of diary: 1", "1 record could not be read, and was erased all the same");
        assertThat(records("ada")).isZero();
        var keys = TablesSeen.of(operator, dynamoDb.endpoint()).keys("ada"::equals);
        assertThat(keys).extracting(TablesSeen::version).containsExactly((long) Integer.MAX_VALUE);
        assertThat(operator.does("retention", "--apply")).isZero();
        assertThat(records("eve")).isEqualTo(1);
    }

    @Test
    void eraseDue_whatIsSpoilt_keepsNobodyElseWaiting() {
        spoilRecord("ada", "young");
        spoilKey("ada");
        for (var member : new String[] {"ada", "eve"}) operator.asksToBeErased(member, Instant.now());

        assertThat(operator.does("members", "erase-due", "--apply")).isZero();

        assertThat(operator.out()).contains("erased ada: 2 records", "erased eve: 2 records", "2 erased");
        assertThat(records("ada") + records("eve")).isZero();
    }
}
