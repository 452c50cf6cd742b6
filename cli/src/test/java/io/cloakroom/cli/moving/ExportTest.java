package io.cloakroom.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.cli.moving.Export.Sum;
import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.FakeLedger;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore.Put;
import io.cloakroom.record.RecordWalk.Straggler;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.seal.Everybody;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final FieldName PHONE = new FieldName("phone");
    private static final FieldName WEIGHT = new FieldName("weight");
    private static final FieldName PIN = new FieldName("pin");
    /** What members may have typed, and what a file or a spreadsheet could make of it. */
    private static final List<String> AWKWARD = List.of(
            "x",
            "\"",
            "\"\"",
            "a, b; \"c\"",
            "=HYPERLINK(\"http://evil.test\")",
            "'=1+1",
            "''=1+1",
            "'",
            "'tis",
            "+49 30 1",
            "-1+1",
            "-",
            "@SUM(A1)",
            "\uFF1D1+1",
            " =1+1",
            "\t=1+1",
            "two\nlines",
            "\nfirst line empty",
            "last line empty\n",
            "a;=1+1",
            "#no comment",
            "Zoë 👩‍👩‍👧 ﷽",
            "\u202Egnp.exe",
            "עברית and العربية",
            "a\u2028b",
            "\\\"\\u0041",
            "<script>alert(1)</script>",
            "NULL",
            "0123",
            "1e9",
            " spaces around ",
            "x".repeat(8192),
            "\"".repeat(8192),
            "\uD83D\uDE00".repeat(4096));

    @TempDir
    private Path folder;

    private final FakeLedger ledger = new FakeLedger();
    private final Collection contact = SmallVault.contact(
            "many", "phone: {class: plain}, pin: {class: secret, mask: last-4}, weight: {type: number}");
    private SmallVault small;

    @BeforeEach
    void makeVault() throws IOException {
        small = SmallVault.in(folder);
    }

    private void write(MemberId member, String id, Map<FieldName, String> values) {
        assertThat(small.vault().write(member, contact, new RecordId(id), 0, values))
                .isEqualTo(Put.DONE);
    }

    private Export export(Optional<MemberId> member, boolean isMasked, Ledger into) {
        var wish = new Export.Wish(contact, List.of(PHONE, PIN, WEIGHT), member, isMasked);
        var run = new Export.Run(new Actor.Operator("root"), "run-1");
        return new Export(
                wish, new Everybody(small.keys()), small.records(), small.vault(), into, run, Clock.systemUTC());
    }

    private static RowFile.Columns columns() {
        var fields = new LinkedHashMap<FieldName, String>();
        for (var name : List.of(PHONE, PIN, WEIGHT)) fields.put(name, name.value());
        return new RowFile.Columns("sub", Optional.of("id"), fields);
    }

    private Sum exportTo(Path file) throws Exception {
        try (var rows = RowFile.begin(file, columns())) {
            var sum = export(Optional.empty(), false, ledger).write(rows::write, _ -> {});
            rows.finish();
            return sum;
        }
    }

    @Test
    void roundTrip_ofAwkwardTexts_givesEqualRecordsInBothForms() throws Exception {
        for (var i = 0; i < AWKWARD.size(); i++) {
            write(ADA, "r" + i, Map.of(PHONE, AWKWARD.get(i), PIN, AWKWARD.get(i), WEIGHT, "-" + i + ".5"));
        }
        write(EVE, "-id", Map.of(PIN, "1"));
        for (var name : List.of("x.csv", "x.jsonl")) {
            var file = folder.resolve(name);
            assertThat(exportTo(file)).isEqualTo(new Sum(2, AWKWARD.size() + 1L, 0, 0, List.of()));

            var other = SmallVault.empty(small.keyset());
            var outcomes = other.take(file, contact, Mode.ADD);
            assertThat(outcomes).as(name).containsOnly(new Outcome.Written());
            for (var member : List.of(ADA, EVE)) {
                assertThat(opened(other, member)).as(name).isEqualTo(opened(small, member));
            }
        }
    }

    private List<MemberRecord> opened(SmallVault from, MemberId member) {
        return from.records().list(member, contact.id(), Optional.empty(), 100).stream()
                .flatMap(record -> from.vault().open(record, record.values().keySet()).stream())
                .toList();
    }

    @Test
    void whatNoFileCouldHold_isNotInTheVault() {
        for (var text : List.of("nul \0", "a\r\nb", "bell \u0007", "lone \uD83D", "")) {
            assertThatThrownBy(() -> write(ADA, "r", Map.of(PHONE, text))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void csv_whatASpreadsheetWouldTakeForAFormula_isGuarded() throws Exception {
        write(ADA, "a", Map.of(PHONE, "=1+1", PIN, "a;=cmd", WEIGHT, "-1.5"));
        write(ADA, "b", Map.of(PHONE, "'=1"));
        exportTo(folder.resolve("x.csv"));

        assertThat(Files.readString(folder.resolve("x.csv"))).isEqualTo("""
                "sub","id","phone","pin","weight","cloakroom:apostrophes"
                "ada","a","'=1+1","a;=cmd","-1.5",""
                "ada","b","''=1","","",""
                """);
    }

    @Test
    void csv_fromElsewhere_keepsItsApostrophes() throws IOException {
        Files.writeString(folder.resolve("x.csv"), "sub,id,phone\nada,a,'=1\n");
        try (var rows = Rows.open(folder.resolve("x.csv"))) {
            rows.inBatches(1, batch -> {
                assertThat(batch.getFirst().cells()).containsEntry("phone", "'=1");
                return true;
            });
        }
    }

    @Test
    void file_isItsOwnersAloneAndNeverWrittenOver() throws Exception {
        var file = folder.resolve("x.jsonl");
        write(ADA, "a", Map.of(PHONE, "030 1"));
        exportTo(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("x.jsonl.partial")).doesNotExist();
        assertThatThrownBy(() -> exportTo(file)).hasMessageContaining("never written over");
        assertThatThrownBy(() -> RowFile.begin(folder.resolve("x.xls"), columns()))
                .hasMessageContaining("neither .csv nor .jsonl");
        // Somebody takes the name while it is being written.
        var late = folder.resolve("late.csv");
        try (var rows = RowFile.begin(late, columns())) {
            Files.writeString(late, "his");
            assertThatThrownBy(rows::finish).hasMessageContaining("never written over");
        }
        assertThat(Files.readString(late)).isEqualTo("his");
    }

    @Test
    void partial_ofARunThatWasStopped_isBegunAnewAndOfOneThatGoesOnIsLeft() throws Exception {
        var file = folder.resolve("x.jsonl");
        write(ADA, "a", Map.of(PHONE, "030 1"));
        Files.writeString(folder.resolve("x.jsonl.partial"), "{\"sub\":\"half");
        exportTo(file);
        assertThat(Files.readString(file)).isEqualTo("{\"sub\":\"ada\",\"id\":\"a\",\"phone\":\"030 1\"}\n");

        var other = folder.resolve("y.jsonl");
        try (var _ = RowFile.begin(other, columns())) {
            assertThatThrownBy(() -> RowFile.begin(other, columns())).hasMessageContaining("another export");
        }
        // A name that leads elsewhere is not followed.
        var elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(folder.resolve("z.jsonl.partial"), elsewhere);
        assertThatThrownBy(() -> RowFile.begin(folder.resolve("z.jsonl"), columns()))
                .isInstanceOf(IOException.class);
        assertThat(elsewhere).hasContent("precious");
    }

    @Test
    void store_thatDies_leavesNoFileOfTheFinalName() throws Exception {
        for (var i = 0; i < 40; i++) write(new MemberId("m" + i), "a", Map.of(PHONE, "030 " + i));
        var file = folder.resolve("x.csv");
        var dying = new Ledger() {
            @Override
            public void write(Entry entry) {
                if (ledger.entries.size() > 30) throw new Unavailable("ledger", null);
                ledger.write(entry);
            }

            @Override
            public void note(Entry entry) {
                throw new AssertionError();
            }
        };

        assertThatThrownBy(() -> {
                    try (var rows = RowFile.begin(file, columns())) {
                        export(Optional.empty(), false, dying).write(rows::write, _ -> {});
                        rows.finish();
                    }
                })
                .isInstanceOf(Unavailable.class);
        assertThat(file).doesNotExist();
        assertThat(exportTo(file).records()).isEqualTo(40);
        assertThat(Files.readAllLines(file)).hasSize(41);
    }

    @Test
    void ledger_hasEachMemberBeforeAnythingOfHersIsOpened() throws Exception {
        write(ADA, "a", Map.of(PIN, "1"));
        write(EVE, "a", Map.of(PIN, "2"));
        write(new MemberId("ben"), "a", Map.of(PIN, "3"));
        var known = new ArrayList<Optional<MemberId>>();
        export(Optional.empty(), false, ledger)
                .write(
                        record -> {
                            known.clear();
                            ledger.entries.forEach(entry -> known.add(entry.about()));
                            assertThat(known).contains(Optional.of(record.member()));
                        },
                        _ -> {});

        assertThat(ledger.entries).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.act()).isEqualTo(Act.EXPORT);
            assertThat(entry.actor()).isEqualTo(new Actor.Operator("root"));
            assertThat(entry.requestId()).isEqualTo("run-1");
            assertThat(entry.subject().orElseThrow().fields()).containsExactly(PHONE, PIN, WEIGHT);
        });
        assertThat(ledger.entries.getFirst().about()).isEmpty();
    }

    @Test
    void look_opensNothingAndLeavesNoEntry() throws Exception {
        write(ADA, "a", Map.of(PIN, "1"));
        assertThat(export(Optional.empty(), false, ledger).look(_ -> {})).isEqualTo(new Sum(1, 1, 0, 0, List.of()));
        assertThat(ledger.entries).isEmpty();
    }

    @Test
    void members_manyErasedAndEmpty_areCounted() throws Exception {
        for (var i = 0; i < 250; i++) write(ADA, "r" + i, Map.of(WEIGHT, "" + i));
        write(EVE, "a", Map.of());
        for (var i = 0; i < 120; i++) write(new MemberId("m" + i), "a", Map.of(PIN, "1"));
        for (var i = 0; i < 5; i++) {
            small.keys().bury(new MemberId("m" + i), Instant.EPOCH);
            small.keys().destroy(new MemberId("m" + i));
        }
        var expected = new Sum(117, 365, 1, 5, List.of());

        assertThat(export(Optional.empty(), false, ledger).look(_ -> {})).isEqualTo(expected);
        var taken = new ArrayList<MemberRecord>();
        assertThat(export(Optional.empty(), false, ledger).write(taken::add, _ -> {}))
                .isEqualTo(expected);
        assertThat(taken).hasSize(365);
    }

    @Test
    void oneMember_masked_isHersAloneAndSecretsAreHidden() throws Exception {
        write(ADA, "a", Map.of(PHONE, "030 1", PIN, "DE-4711-0815"));
        write(EVE, "a", Map.of(PHONE, "030 2"));
        var taken = new ArrayList<MemberRecord>();

        export(Optional.of(ADA), true, ledger).write(taken::add, _ -> {});

        assertThat(taken).extracting(MemberRecord::fields).containsExactly(Map.of(PHONE, "030 1", PIN, "••••0815"));
        assertThat(ledger.entries).extracting(Entry::about).containsExactly(Optional.of(ADA));
    }

    @Test
    void whatDoesNotOpen_isNamedAndStopsNobodyElses() throws Exception {
        write(ADA, "a", Map.of(PIN, "1"));
        write(EVE, "a", Map.of(PIN, "2"));
        write(new MemberId("ben"), "a", Map.of(PIN, "3"));
        var record = small.records().find(ADA, contact.id(), new RecordId("a")).orElseThrow();
        // Another record's values under this one's name.
        var moved = new SealedRecord(
                ADA, contact.id(), new RecordId("b"), 1, record.writtenAt(), Optional.empty(), record.values());
        small.records().put(moved, Marks.NONE);
        small.records().spoil(EVE, contact.id(), new RecordId("a"));
        var unread = new Straggler(EVE, contact.id(), Optional.empty());
        var unopened = new Straggler(ADA, contact.id(), Optional.of(new RecordId("b")));
        var taken = new ArrayList<MemberRecord>();

        var sum = export(Optional.empty(), false, ledger).write(taken::add, _ -> {});

        assertThat(sum.stragglers()).containsExactlyInAnyOrder(unopened, unread);
        assertThat(sum).isEqualTo(new Sum(3, 2, 0, 0, sum.stragglers()));
        assertThat(taken)
                .extracting(one -> one.member().value() + one.id().value())
                .containsExactlyInAnyOrder("adaa", "bena");
        assertThat(export(Optional.empty(), false, ledger).look(_ -> {}))
                .isEqualTo(new Sum(3, 3, 0, 0, List.of(unread)));
    }
}
