package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoMemberKeyStore;
import io.cloakroom.cli.Main;
import io.cloakroom.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members are found by a field's exact value, as an operator does it; also where the field became searchable later. */
@Tag("dynamodb")
final class FindCommandsTest {
    private static final int MEMBERS = 150;

    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    private void configure(String number) throws IOException {
        Files.writeString(
                folder.resolve("cloakroom.yaml"), """
                listen: {public-url: "http://members.localhost:1"}
                pool: {public-url: "http://pool.localhost:2"}
                token: {issuer: "http://pool.localhost:2/p"}
                keys: {vault-id: test, keyset-file: keyset.json}
                dynamodb: {region: "%s", endpoint: "%s", access-key-id: AKIAFIND, secret-access-key: any}
                sites:
                  demo:
                    origins: ["http://site.localhost:3"]
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact:
                    sites: demo
                    deliveries: [card]
                    fields:
                      number: %s
                      note: {}
                """.formatted(DynamoDbLocal.REGION, dynamoDb.endpoint(), number));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(arguments));
        if (!List.of(arguments).contains("create") || List.of(arguments).contains("tables"))
            all.addAll(List.of("--config", folder.resolve("cloakroom.yaml").toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** Where the first hundred members end. */
    private static String middle() {
        var account = new AccessKey("AKIAFIND", new Secret("any"));
        try (var db = DynamoDb.connect(dynamoDb.config(account, ReadClient.SIGNED))) {
            var page = new DynamoMemberKeyStore(db, RunningDynamoDb.TABLES).all(Optional.empty(), 100);
            return page.next().orElseThrow().member().value() + "/1";
        }
    }

    private int find(String value, String... more) {
        var in = System.in;
        System.setIn(new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8)));
        try {
            var all = new ArrayList<>(List.of("members", "find", "--collection", "contact", "--field", "number"));
            all.addAll(List.of(more));
            return run(all.toArray(String[]::new));
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void find_afterARebuild_findsWhatWasWrittenBeforeAndForgetsTheErased() throws IOException {
        configure("{}");
        run("keys", "create", folder.resolve("keyset.json").toString());
        assertThat(run("tables", "create")).isZero();
        var csv = IntStream.range(0, MEMBERS)
                .mapToObj(i -> "member-" + i + ",DE 0815 " + (1000 + i % 149) + ",a note\n")
                .collect(Collectors.joining("", "sub,number,note\n", ""));
        var file = Files.writeString(folder.resolve("all.csv"), csv).toString();
        assertThat(run("import", file, "--collection", "contact", "--apply")).isZero();
        assertThat(find("DE 0815 1007\n")).as("a field that is not searchable").isEqualTo(2);

        configure("{searchable: exact}");
        assertThat(find("DE 0815 1007\n")).isEqualTo(1);
        assertThat(run("index", "rebuild", "--collection", "contact")).isZero();
        assertThat(out.toString()).contains("150 records of 150 members: 0 marked", "Nothing was changed");
        assertThat(run("index", "rebuild", "--collection", "contact", "--apply"))
                .isZero();
        assertThat(out.toString()).contains("150 records of 150 members: 150 marked, 0 do not open");
        assertThat(run("index", "rebuild", "--collection", "contact", "--apply", "--after", middle()))
                .isZero();
        assertThat(out.toString()).contains("50 records of 50 members: 50 marked");

        assertThat(find("de 0815  1007\n")).isZero();
        assertThat(out.toString()).isEqualTo("member-7 self\n");
        assertThat(find("DE 0815 1000")).isZero();
        assertThat(out.toString().lines()).containsExactlyInAnyOrder("member-0 self", "member-149 self");
        assertThat(out.toString() + err).doesNotContain("0815");

        assertThat(run("members", "erase", "--member", "member-7", "--apply")).isZero();
        assertThat(find("DE 0815 1007\n")).isEqualTo(1);
        assertThat(err.toString()).contains("nobody");
        assertThat(run("index", "rebuild", "--collection", "contact", "--after", "member-7/" + Integer.MAX_VALUE))
                .isZero();

        for (var nothing : List.of("", "\n", "  \n", "x".repeat(8193)))
            assertThat(find(nothing)).isEqualTo(2);
        assertThat(run("members", "find", "--collection", "contact", "--field", "note"))
                .isEqualTo(2);
        assertThat(run("members", "find", "--collection", "none", "--field", "number"))
                .isEqualTo(2);
        assertThat(run("index", "rebuild", "--collection", "contact", "--after", "x"))
                .isEqualTo(2);
        assertThat(run("tables", "create", "--dry-run")).isZero();
    }
}
