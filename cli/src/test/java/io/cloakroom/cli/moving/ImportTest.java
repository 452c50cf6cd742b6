package io.cloakroom.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.cli.moving.Import.Outcome.Rejected;
import io.cloakroom.cli.moving.Import.Outcome.There;
import io.cloakroom.cli.moving.Import.Outcome.Written;
import io.cloakroom.config.SettingsException;
import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.WriteId;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.Keyset;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final FieldName PHONE = new FieldName("phone");
    /** What spreadsheets, exports and people make of a text. */
    private static final List<String> AWKWARD = List.of(
            "a, b; \"c\"",
            "=HYPERLINK(\"http://evil.test\")",
            "Zoë 👩‍👩‍👧 ﷽",
            "two\nlines",
            "'; DROP TABLE members; --",
            "\\\"\\u0041",
            "<script>alert(1)</script>",
            "NULL",
            "0123");

    @TempDir
    private Path folder;

    private SmallVault small;

    @BeforeEach
    void makeVault() throws IOException {
        small = SmallVault.in(folder);
    }

    private static Collection collection(String records) {
        return SmallVault.contact(
                records,
                "phone: {class: secret}, weight: {type: number, most: 500}, member: {type: boolean}, allergies: {type: list}");
    }

    private List<Outcome> take(String name, String content, Mode mode) throws IOException {
        return take(name, content, mode, collection("many"));
    }

    private List<Outcome> take(String name, String content, Mode mode, Collection collection) throws IOException {
        return take(name, content, mode, collection, Mapping.byName(collection));
    }

    private List<Outcome> take(String name, String content, Mode mode, Collection collection, Mapping mapping)
            throws IOException {
        var file = Files.writeString(folder.resolve(name), content);
        return small.take(file, collection, mapping, mode, (_, _, _) -> {}, _ -> {});
    }

    private Map<FieldName, String> stored(String id) {
        var collection = collection("many");
        var record =
                small.records().find(ADA, collection.id(), new RecordId(id)).orElseThrow();
        return small.vault()
                .open(record, record.values().keySet())
                .orElseThrow()
                .fields();
    }

    @Test
    void csv_rows_areWrittenOnceHoweverOftenTheyAreTaken() throws IOException {
        var csv = "sub,id,phone,weight\nada,a,030 1,62.5\nada,b,030 2,\neve,a,030 3,70\n";

        assertThat(take("x.csv", csv, Mode.LOOK)).containsOnly(new Written());
        assertThat(small.records().some(ADA, 1)).isEmpty();
        assertThat(take("x.csv", csv, Mode.ADD)).containsOnly(new Written());
        assertThat(take("x.csv", csv, Mode.ADD)).containsOnly(new There());
        assertThat(take("x.csv", csv, Mode.LOOK)).containsOnly(new There());
        assertThat(take("x.csv", csv, Mode.VERIFY)).containsOnly(new There());

        assertThat(stored("a")).isEqualTo(Map.of(PHONE, "030 1", new FieldName("weight"), "62.5"));
        assertThat(stored("b")).isEqualTo(Map.of(PHONE, "030 2"));
        assertThat(small.records().some(ADA, 10)).allMatch(record -> record.version() == 1);
    }

    @Test
    void awkwardTexts_comeBackEqualFromCsvAndJson() throws IOException {
        var csv = new StringBuilder("\uFEFFsub,id,phone\r\n");
        var json = new StringBuilder();
        for (var i = 0; i < AWKWARD.size(); i++) {
            csv.append("ada,c" + i + ",\"" + AWKWARD.get(i).replace("\"", "\"\"") + "\"\r\n");
            json.append(Json.writeText(Json.members("sub", "ada", "id", "j" + i, "phone", AWKWARD.get(i))))
                    .append("\n");
        }

        assertThat(take("x.csv", csv.toString(), Mode.ADD)).containsOnly(new Written());
        assertThat(take("x.jsonl", json.toString(), Mode.ADD)).containsOnly(new Written());

        for (var i = 0; i < AWKWARD.size(); i++) {
            assertThat(stored("c" + i)).containsEntry(PHONE, AWKWARD.get(i));
            assertThat(stored("j" + i)).containsEntry(PHONE, AWKWARD.get(i));
        }
    }

    @Test
    void jsonLines_ofAllTypes_becomeTexts() throws IOException {
        var json =
                "{\"sub\":\"ada\",\"id\":\"a\",\"phone\":null,\"weight\":62,\"member\":true,\"allergies\":[\"nuts\",\"latex\"]}\n";

        assertThat(take("x.jsonl", json, Mode.ADD)).containsOnly(new Written());
        assertThat(stored("a"))
                .isEqualTo(Map.of(
                        new FieldName("weight"), "62",
                        new FieldName("member"), "true",
                        new FieldName("allergies"), "nuts\nlatex"));
    }

    @Test
    void rows_thatAreWrong_areToldByLineAndReasonAndStopNobody() throws IOException {
        var csv = "sub,id,phone,weight\nada,a,secret 1,heavy\n\"a b\",b c,secret 2,1\nada,c\nada,d,,\nada,e,030,1\n";

        assertThat(take("x.csv", csv, Mode.ADD))
                .containsExactly(
                        new Rejected(2, "weight: a number, at most 500"),
                        new Rejected(3, "sub: the sub of a user of the pool; id: 1 to 64 of A-Z, a-z, 0-9, _ and -"),
                        new Rejected(4, "2 cells where the first line names 4"),
                        new Rejected(5, "no field has a value"),
                        new Written());
        assertThat(take("x.jsonl", "{\"sub\":\"ada\",\n[1]\n{\"sub\":\"ada\",\"id\":\"z\",\"weight\":1.5}\n", Mode.ADD))
                .containsExactly(
                        new Rejected(1, "not a JSON object"),
                        new Rejected(2, "not a JSON object"),
                        new Rejected(3, "weight: a text, a whole number, true, false or a list of texts"));
    }

    @Test
    void recordThatIsTooLarge_isRejectedByLineAndTheOthersAreTaken() throws IOException {
        var fields = IntStream.range(10, 60).mapToObj(i -> "f" + i + ": {}").collect(Collectors.joining(", "));
        var wide = SmallVault.contact("many", fields);
        var names = IntStream.range(10, 60).mapToObj(i -> "f" + i).toList();
        var full = (SealedRecord.BYTES_MAX - 50 * (3 + 33)) / 50;
        var cells = names.stream().map(_ -> "x".repeat(full)).toList();
        var csv = "sub,id," + String.join(",", names) + "\n";
        var fits = "ada,a," + String.join(",", cells) + "\n";
        var isTooLarge = "ada,b," + String.join(",", cells) + "x\n";

        var rows = csv + isTooLarge + fits + isTooLarge.replace("ada", "eve");
        var foreseen = take("x.csv", rows, Mode.LOOK, wide);
        var outcomes = take("x.csv", rows, Mode.ADD, wide);

        var reason = "the record would be larger than 400,000 bytes";
        assertThat(outcomes).containsExactly(new Rejected(2, reason), new Written(), new Rejected(4, reason));
        assertThat(foreseen).isEqualTo(outcomes);
        assertThat(take("x.csv", csv + fits, Mode.VERIFY, wide)).containsExactly(new There());
        var change = csv + "ada,a," + String.join(",", cells) + "x\n";
        assertThat(take("x.csv", change, Mode.OVERWRITE, wide)).containsExactly(new Rejected(2, reason));
        assertThat(take("x.csv", csv + fits, Mode.VERIFY, wide)).containsExactly(new There());
    }

    @Test
    void jsonLine_longerThanAMebibyte_isRejectedAndTheOthersAreTaken() throws IOException {
        var head = "{\"sub\":\"ada\",\"id\":\"a\",\"phone\":\"030 1\",\"other\":\"";
        var fits = head + "x".repeat(Json.BYTES_MAX - head.length() - 2) + "\"}";
        var tooLong = fits.replace("\"other\"", "\"others\"");
        var widerThanLong = head + "\u00eb".repeat(Json.BYTES_MAX / 2) + "\"}";
        var endless = head + "x".repeat(5 << 20) + "\"}";

        var file = String.join("\r\n", tooLong, widerThanLong, endless, "", fits);
        assertThat(take("x.jsonl", file, Mode.ADD))
                .containsExactly(
                        new Rejected(1, "longer than 1 MiB"),
                        new Rejected(2, "longer than 1 MiB"),
                        new Rejected(3, "longer than 1 MiB"),
                        new Written());
    }

    @Test
    void whatSomebodyElseWrote_isLeftAloneUnlessItIsToBeOverwritten() throws IOException {
        var csv = "sub,id,phone\nada,a,030 1\n";
        take("x.csv", csv, Mode.ADD);
        var hers = new WriteId("hers-0123456789ab");
        var values = Map.of(PHONE, Optional.of("her own"), new FieldName("weight"), Optional.of("60"));
        small.vault().change(ADA, collection("many"), new RecordId("a"), 1, values, hers);
        var rejected =
                new Rejected(2, "there already, and written by somebody else or changed since; --overwrite changes it");

        assertThat(take("x.csv", csv, Mode.LOOK)).containsExactly(rejected);
        assertThat(take("x.csv", csv, Mode.ADD)).containsExactly(rejected);
        assertThat(take("x.csv", csv, Mode.VERIFY)).containsExactly(new Rejected(2, "differs in phone"));
        assertThat(stored("a")).containsEntry(PHONE, "her own");
        assertThat(take("x.csv", csv, Mode.OVERWRITE)).containsExactly(new Written());
        assertThat(stored("a")).isEqualTo(Map.of(PHONE, "030 1", new FieldName("weight"), "60"));
        assertThat(take("x.csv", csv, Mode.OVERWRITE)).containsExactly(new There());
    }

    @Test
    void erasedMember_isNotBroughtBack() throws IOException {
        small.keys().bury(ADA, Instant.EPOCH);
        for (var mode : List.of(Mode.LOOK, Mode.ADD)) {
            assertThat(take("x.csv", "sub,id,phone\nada,a,030 1\n", mode))
                    .containsExactly(new Rejected(2, "this member was erased"));
        }
    }

    @Test
    void look_makesNoRecordAndNoKey() throws IOException {
        assertThat(take("x.csv", "sub,id,phone\nada,a,030 1\n", Mode.LOOK)).containsExactly(new Written());
        assertThat(small.records().find(ADA, collection("many").id(), new RecordId("a")))
                .isEmpty();
        assertThat(small.keys().newest(ADA)).isInstanceOf(KeyLookup.None.class);
    }

    @Test
    void members_ofWhomThereAreRows_areAccountedForOnceBeforeTheirRowsAreDone() throws IOException {
        var csv = "sub,id,phone\n" + "ada,a,1\neve,a,1\nada,b,2\nx y,c,3\n".repeat(3) + "ben,a,4\n";
        var file = Files.writeString(folder.resolve("x.csv"), csv);
        var told = new ConcurrentLinkedQueue<String>();
        for (var mode : Mode.values()) {
            told.clear();
            small.take(file, collection("many"), Mapping.byName(collection("many")), mode, (_, _, _) -> {}, member -> {
                if (mode == Mode.ADD)
                    assertThat(small.records().some(member, 1)).isEmpty();
                told.add(member.value());
            });
            if (mode == Mode.LOOK) assertThat(told).isEmpty();
            else assertThat(told).containsExactlyInAnyOrder("ada", "eve", "ben");
        }
    }

    @Test
    void accountOfAMember_fails_nothingOfHersIsWritten() throws IOException {
        var file = Files.writeString(folder.resolve("x.csv"), "sub,id,phone\nada,a,1\n");
        var mapping = Mapping.byName(collection("many"));
        assertThatThrownBy(() -> small.take(file, collection("many"), mapping, Mode.ADD, (_, _, _) -> {}, _ -> {
                    throw new Unavailable("ledger", null);
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(small.records().some(ADA, 1)).isEmpty();
    }

    @Test
    void rows_ofOneMember_areNeverInTheStoreTogetherAndThoseOfTwoMembersAre() throws IOException {
        var crowd = new Crowd(small.records(), 2);
        small = SmallVault.of(small.keyset(), small.keys(), small.records(), crowd.store());

        assertThat(take("x.csv", "sub,id,phone\nada,a,1\nada,b,2\neve,a,3\neve,b,4\n", Mode.ADD))
                .containsOnly(new Written());

        assertThat(crowd.met()).isEmpty();
    }

    @Test
    void record_ofWhichThereAreTwoRows_isTheFirstAndOverwrittenTheLast() throws IOException {
        var csv = "sub,id,phone\n" + "eve,x,0\n".repeat(3) + "ada,a,first\nada,a,last\n";
        var outcomes = take("x.csv", csv, Mode.ADD);
        assertThat(outcomes.subList(0, 4)).containsExactly(new Written(), new There(), new There(), new Written());
        assertThat(outcomes.getLast()).isInstanceOf(Rejected.class);
        assertThat(stored("a")).containsEntry(PHONE, "first");

        assertThat(take("x.csv", csv, Mode.OVERWRITE).subList(3, 5)).containsExactly(new There(), new Written());
        assertThat(stored("a")).containsEntry(PHONE, "last");
    }

    @Test
    void recordThatCannotBeRead_isRejectedByNameAndStopsNobodyElses() throws IOException {
        var csv = "sub,id,phone\nada,a,1\nada,b,2\nada,c,3\n";
        take("x.csv", csv, Mode.ADD);
        small.records().spoil(ADA, collection("many").id(), new RecordId("b"));
        var rejected = new Rejected(3, "b of ada: store answered badly: a spoilt record");

        for (var mode : Mode.values())
            assertThat(take("x.csv", csv, mode)).as(mode.name()).containsExactly(new There(), rejected, new There());
    }

    @Test
    void singleRecord_needsNoId() throws IOException {
        assertThat(take("x.csv", "sub,phone\nada,030 1\n", Mode.ADD, collection("single")))
                .containsExactly(new Written());
        assertThat(stored("self")).containsEntry(PHONE, "030 1");
    }

    @Test
    void mapping_ofOtherNames_isReadAndFaultsAreToldAtOnce() throws IOException {
        var good = Files.writeString(folder.resolve("m.yaml"), "member: User\nid: Nr\nfields: {phone: Tel. No}\n");
        var mapping = Mapping.read(good, collection("many"));
        assertThat(take("x.csv", "User,Nr,Tel. No\nada,a,030 1\n", Mode.ADD, collection("many"), mapping))
                .containsExactly(new Written());

        var bad = Files.writeString(folder.resolve("bad.yaml"), "members: User\nfields: {fax: Fax}\n");
        assertThatThrownBy(() -> Mapping.read(bad, collection("many")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("fields.fax: a field of contact: phone, weight, member, allergies")
                .hasMessageContaining("members");
    }

    @Test
    void files_thatAreNone_areToldBeforeAnythingIsDone() {
        assertThatThrownBy(() -> take("x.xls", "a", Mode.ADD)).hasMessageEndingWith("neither .csv nor .jsonl");
        assertThatThrownBy(() -> Rows.open(folder)).hasMessageEndingWith("not a file");
    }

    @Test
    void file_thatIsNotUtf8_stopsInsteadOfLosingCharacters() throws IOException {
        for (var good : List.of(0, 10_000)) {
            for (var name : List.of("x.csv", "x.jsonl")) {
                var text = "sub,id,phone\n" + "ada,a,030 1\n".repeat(good) + "ada,a,Zo\u00eb\n";
                var file = Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
                assertThatThrownBy(() -> walk(file)).hasMessageContaining("save the file as UTF-8");
            }
        }
    }

    private static void walk(Path file) throws IOException {
        try (var rows = Rows.open(file)) {
            rows.inBatches(2, _ -> true);
        }
    }

    @Test
    void csv_thatNamesAColumnTwice_isNotTakenAndTheTextIsNotTold() throws IOException {
        assertThatThrownBy(() -> take("x.csv", "sub,id,phone,phone\nada,a,secret 1,secret 2\n", Mode.ADD))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void writeIds_doNotTellWhatTheRowSays() throws IOException {
        take("x.csv", "sub,id,phone\nada,a,030 1\n", Mode.ADD);
        var one = small.records().some(ADA, 1).getFirst().writeId().orElseThrow();
        Keyset.create(folder.resolve("other.json"));
        var other = Keyset.read(folder.resolve("other.json"));
        small = new SmallVault(other, small.keys(), small.records(), small.vault());

        assertThat(take("x.csv", "sub,id,phone\nada,a,030 1\n", Mode.LOOK)).hasOnlyElementsOfType(Rejected.class);
        assertThat(one.value()).hasSize(64);
    }
}
