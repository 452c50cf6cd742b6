package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.ledger.Checkpoint.Head;
import io.cloakroom.ledger.CheckpointKey.Verifier;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
    /** The example by which signed notes and their keys are explained where they come from. */
    private static final String KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String KNOWN_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @TempDir
    private Path folder;

    private static Checkpoint checkpoint() {
        var root = Merkle.leaf(new byte[] {1});
        return new Checkpoint(
                "cloakroom/test/ledger",
                Instant.parse("2026-11-25T12:00:00Z"),
                List.of(new Head(0, 3, root), new Head(12, 40, root)));
    }

    @Test
    void verifier_ofAKnownNote_verifiesIt() {
        var verifier = Verifier.parse(KNOWN_KEY).orElseThrow();
        assertThat(verifier).hasToString(KNOWN_KEY);
        assertThat(verifier.verifies(KNOWN_NOTE)).isPresent();
        assertThat(verifier.verifies(KNOWN_NOTE.replace("answer", "anwser"))).isEmpty();
    }

    @Test
    void verifier_ofAnythingElse_isNone() {
        for (var text : List.of("", "a+b", "a+00000000+AAAA", KNOWN_KEY.replace("c74f20a3", "c74f20a4"))) {
            assertThat(Verifier.parse(text)).isEmpty();
        }
    }

    @Test
    void text_ofACheckpoint_isReadBackEqualAndInNoOtherForm() {
        var text = checkpoint().text();
        assertThat(text).startsWith("cloakroom/test/ledger\n43\n").contains("\nshard 12 40 ");
        assertThat(Checkpoint.parse(text)).contains(checkpoint());
        assertThat(Checkpoint.parse(text.replace("43\n", "44\n"))).isEmpty();
        assertThat(Checkpoint.parse(text + "more\n")).isEmpty();
        assertThat(Checkpoint.parse("")).isEmpty();
    }

    @Test
    void create_aKey_isForItsOwnerAloneAndNeverWrittenOver() throws IOException {
        var file = folder.resolve("key.json");
        var verifier = CheckpointKey.create(file, "cloakroom/test/ledger");
        var note = CheckpointKey.read(file).sign("a text\n");
        assertThat(Verifier.parse(verifier.toString()).orElseThrow().verifies(note))
                .contains("a text\n");
        assertThatThrownBy(() -> CheckpointKey.create(file, "again")).isInstanceOf(FileAlreadyExistsException.class);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> CheckpointKey.read(file)).hasMessageContaining("chmod 600");
    }

    @Test
    void read_whatIsNoKey_saysSo() throws IOException {
        var file = folder.resolve("key.json");
        assertThatThrownBy(() -> CheckpointKey.read(file)).hasMessageContaining("not there");
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> CheckpointKey.read(file)).hasMessageContaining("not a checkpoint key");
    }
}
