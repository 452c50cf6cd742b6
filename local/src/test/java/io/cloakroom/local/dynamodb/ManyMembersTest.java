package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Services;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ten thousand members have is taken in, and read back as it was. */
@Tag("dynamodb")
final class ManyMembersTest {
    private static final int MEMBERS = 10_000;

    /** Whatever a step between a file and a table might take for something of its own. */
    private static final List<String> AWKWARD = List.of(
            "a, b; c",
            "\"quoted\"",
            "\"",
            "'; DROP TABLE members; --",
            "two\nlines",
            "\nbegins and ends with a line end\n",
            " spaces around ",
            "\ttab",
            "null",
            "NULL",
            "true",
            "0030 123",
            "1e5",
            "-0",
            "=1+1",
            "@SUM(A1)",
            "#comment",
            "{\"S\": \"x\"}",
            "<b>&amp;</b>",
            "\\n \\u0041 \\",
            "%s %d {} ${env:HOME}",
            "Größe naïve Ærø",
            "e\u0301 is not \u00e9",
            "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
            "\u65e5\u672c\u8a9e",
            "\ud83d\ude00\ud83d\udc69\u200d\ud83d\udc67",
            "\ufeffmarked",
            "two\u2028lines of another kind",
            "x".repeat(2_000),
            "\ud83d\ude00".repeat(500));

    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    @Test
    void import_tenThousandMembers_areReadBackEqual() throws IOException {
        var operator = Operator.hired(folder, dynamoDb.endpoint());
        operator.file(
                "all.csv",
                IntStream.range(0, MEMBERS)
                        .mapToObj(ManyMembersTest::row)
                        .collect(Collectors.joining("", "sub,phone,pin,greeting\n", "")));

        assertThat(operator.does(operator.takeIn("all", "--apply")))
                .as(operator.out())
                .isZero();
        assertThat(operator.out()).contains("10,000 written, 0 there already, 0 rejected");
        // Not by the file and its reader, as --verify would: what both got wrong would look right.
        try (var db = DynamoDb.connectPatiently(operator.settings().dynamoDb())) {
            var reader = new Reader(operator.settings(), db);
            IntStream.range(0, MEMBERS)
                    .parallel()
                    .forEach(i -> assertThat(reader.opened(i)).isEqualTo(values(i)));
        }
    }

    private static final class Reader {
        private final Parts parts;
        private final Vault vault;
        private final Collection contact;

        Reader(ServerConfig settings, DynamoDb db) throws IOException {
            var keyset = Keyset.read(settings.keysetFile());
            this.parts = AwsParts.of(settings.gateway(), db, settings.dynamoDb(), keyset, Clock.systemUTC());
            this.vault = Services.of(settings.gateway(), parts).vault();
            this.contact = settings.gateway().collections().find("contact").orElseThrow();
        }

        Map<String, String> opened(int i) {
            var record = parts.records()
                    .find(new MemberId("member-" + i), contact.id(), RecordId.SELF)
                    .orElseThrow();
            var fields =
                    vault.open(record, record.values().keySet()).orElseThrow().fields();
            return fields.entrySet().stream()
                    .collect(Collectors.toMap(field -> field.getKey().value(), Map.Entry::getValue));
        }
    }

    private static Map<String, String> values(int i) {
        return Map.of(
                "phone", AWKWARD.get(i % AWKWARD.size()),
                "pin", "PIN-" + i,
                "greeting", i + " " + AWKWARD.get(i / AWKWARD.size() % AWKWARD.size()));
    }

    private static String row(int i) {
        var values = values(i);
        return Stream.of("phone", "pin", "greeting")
                .map(name -> "\"" + values.getOrDefault(name, "").replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "member-" + i + ",", "\n"));
    }
}
