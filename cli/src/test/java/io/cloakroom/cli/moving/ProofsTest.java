package io.cloakroom.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.cli.moving.Import.Mode;
import io.cloakroom.cli.moving.Import.Outcome;
import io.cloakroom.cli.moving.Import.Outcome.Rejected;
import io.cloakroom.cli.moving.Import.Outcome.There;
import io.cloakroom.cli.moving.Import.Outcome.Written;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.WriteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From WordPress's export through the vault to the file by which WordPress removes what it had; the files are its plugin's tests' too. */
class ProofsTest {
    private static final Path FIXTURES =
            Path.of("..", "wordpress", "tests", "fixtures").toAbsolutePath();
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder;

    private final Collection collection = SmallVault.contact(
            "single",
            "phone: {class: secret}, weight: {type: number, most: 500}, member: {type: boolean}, allergies: {type: list}");
    private SmallVault small;

    @BeforeEach
    void makeVault() throws IOException {
        small = SmallVault.in(folder);
    }

    private List<Outcome> take(Path file, Mode mode) throws IOException {
        return small.take(file, collection, mode);
    }

    private void take(Path file, Mode mode, Import.Proven proven) throws IOException {
        small.take(file, collection, Mapping.byName(collection), mode, proven, _ -> {});
    }

    private List<String> proofs(Path file) throws IOException {
        var report = folder.resolve("proven.jsonl");
        Files.deleteIfExists(report);
        try (var proofs = Proofs.create(report, collection, Mapping.byName(collection))) {
            take(file, Mode.VERIFY, proofs);
        }
        return Files.readAllLines(report);
    }

    private void change(String member, Map<FieldName, Optional<String>> values) {
        small.vault()
                .change(new MemberId(member), collection, RecordId.SELF, 1, values, new WriteId("hers-0123456789ab"));
    }

    @Test
    void wordPressExport_isTakenAndProvenAsItsPluginExpects() throws IOException {
        var export = FIXTURES.resolve("fields.jsonl");

        // A text with a control character is in the file, as it is in WordPress, and no field takes it.
        var rejected = new Rejected(10, "phone: 1 to 8192 characters");
        assertThat(take(export, Mode.LOOK)).hasSize(12).containsOnly(new Written(), rejected);
        assertThat(take(export, Mode.ADD)).containsOnly(new Written(), rejected);
        assertThat(take(export, Mode.VERIFY)).containsOnly(new There(), rejected);

        assertThat(proofs(export))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(FIXTURES.resolve("proven.jsonl")));
    }

    @Test
    void report_holdsNoValueAndNoKeyAndIsClosedToOthers() throws IOException {
        var export = FIXTURES.resolve("fields.jsonl");
        take(export, Mode.ADD);

        assertThat(String.join("\n", proofs(export))).doesNotContain("030", "nuts", "62.5", KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("proven.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void valueThatDiffersOrIsNotThere_isNotProvenAndItsNeighbourIs() throws IOException {
        var file = Files.writeString(folder.resolve("x.jsonl"), """
                {"sub":"ada","id":"wp-1","phone":"030 1","weight":"62","cloakroom-proof-key":"%1$s"}
                {"sub":"eve","id":"wp-2","phone":"030 2","cloakroom-proof-key":"%1$s"}
                {"sub":"joe","id":"wp-3","phone":"030 3","weight":"heavy","cloakroom-proof-key":"%1$s"}
                """.formatted(KEY));
        take(file, Mode.ADD);
        change("ada", Map.of(new FieldName("phone"), Optional.of("her own")));
        change("eve", Map.of(new FieldName("phone"), Optional.empty()));

        assertThat(take(file, Mode.VERIFY)).contains(new Rejected(1, "differs in phone"));
        assertThat(proofs(file))
                .singleElement()
                .asString()
                .startsWith("{\"collection\":\"contact\",\"sub\":\"ada\",\"id\":\"wp-1\",\"field\":\"weight\","
                        + "\"column\":\"weight\",\"proof\":\"");
    }

    @Test
    void sameValueOfTwoMembers_hasTwoMarks() throws IOException {
        var file = Files.writeString(folder.resolve("x.jsonl"), """
                {"sub":"ada","id":"wp-1","phone":"030 1","cloakroom-proof-key":"%1$s"}
                {"sub":"eve","id":"wp-1","phone":"030 1","cloakroom-proof-key":"%1$s"}
                """.formatted(KEY));
        take(file, Mode.ADD);

        var marks = proofs(file).stream()
                .map(line -> line.replaceAll(".*proof", ""))
                .toList();
        assertThat(marks).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void rowWithoutKeyOrId_isCountedAndNotInTheReport() throws IOException {
        var file = Files.writeString(folder.resolve("x.jsonl"), """
                {"sub":"ada","id":"wp-1","phone":"030 1"}
                {"sub":"eve","id":"wp-2","phone":"030 2","cloakroom-proof-key":"short"}
                {"sub":"joe","phone":"030 3","cloakroom-proof-key":"%s"}
                {"sub":"may","id":"wp-4","phone":"030 4","cloakroom-proof-key":"not base64!"}
                """.formatted(KEY));
        take(file, Mode.ADD);
        try (var proofs = Proofs.create(folder.resolve("r.jsonl"), collection, Mapping.byName(collection))) {
            take(file, Mode.VERIFY, proofs);
            assertThat(proofs.unmarked()).isEqualTo(4);
            assertThat(proofs.proven()).isZero();
        }
        assertThat(folder.resolve("r.jsonl")).isEmptyFile();
    }

    @Test
    void report_thatIsThereAlready_isNotWrittenOver() throws IOException {
        var there = Files.writeString(folder.resolve("r.jsonl"), "kept");
        assertThatThrownBy(() -> Proofs.create(there, collection, Mapping.byName(collection)))
                .hasMessageEndingWith("there already; it is never written over");
        assertThat(there).hasContent("kept");
    }
}
