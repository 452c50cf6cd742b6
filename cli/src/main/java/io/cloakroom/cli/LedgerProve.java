package io.cloakroom.cli;

import io.cloakroom.ledger.Checkpoint;
import io.cloakroom.ledger.CheckpointKey.Verifier;
import io.cloakroom.ledger.LedgerStore.Milestone;
import io.cloakroom.ledger.Proofs;
import io.cloakroom.seal.VaultId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves something to somebody who has a checkpoint and not the ledger. */
@Command(
        name = "prove",
        description =
                "Print a proof (RFC 9162, 2.1.3 and 2.1.4): that a line stands in the ledger as a checkpoint signed it, or that "
                        + "one checkpoint goes on from another. Exit code 1 if it does not.",
        mixinStandardHelpOptions = true)
final class LedgerProve implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @ArgGroup(multiplicity = "1")
    private Wish wish = new Wish();

    /** One of them. */
    static final class Wish {
        @Option(names = "--entry", paramLabel = "SHARD.LINE", description = "As ./cloakroom ledger show names it.")
        @Nullable
        private String entry;

        @Option(
                names = "--consistency",
                arity = "2",
                paramLabel = "FILE",
                description = "The older checkpoint, the newer one.")
        private List<Path> files = List.of();
    }

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Against this one; otherwise the last in the table.")
    @Nullable
    private Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Place(int shard, long line) {}

    @Override
    public Integer call() throws IOException {
        var place = Optional.ofNullable(wish.entry).map(this::place);
        try (var opened = ledger.table()) {
            var verifier = LedgerOption.verifier(opened.config())
                    .orElseThrow(() -> new IOException(
                            "ledger.checkpoint-public-key: required here; ./cloakroom ledger keys create prints it"));
            var vault = opened.vault();
            var proofs = new Proofs(opened.store());
            if (place.isEmpty()) {
                var older = read(LedgerVerify.text(wish.files.getFirst()), verifier, vault);
                var newer = read(LedgerVerify.text(wish.files.getLast()), verifier, vault);
                return print(proofs.consistency(older, newer), "the newer does not go on from the older");
            }
            var kept = opened.store().lastMilestone().map(Milestone::note);
            var note = file != null ? Optional.of(LedgerVerify.text(file)) : kept;
            var checkpoint = read(
                    note.orElseThrow(() ->
                            new IOException("there is no checkpoint yet; run ./cloakroom ledger checkpoint first")),
                    verifier,
                    vault);
            var proof = proofs.inclusion(place.get().shard(), place.get().line(), checkpoint);
            return print(proof, "no such line was signed there, or the ledger was changed");
        }
    }

    private static Checkpoint read(String note, Verifier verifier, VaultId vault) throws IOException {
        return Checkpoint.read(note, verifier, vault)
                .orElseThrow(() -> new IOException("a checkpoint that ledger.checkpoint-public-key has not signed"));
    }

    private Place place(String text) {
        var parts = text.split("\\.", -1);
        try {
            if (parts.length == 2) return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        } catch (NumberFormatException notAPlace) {
            // Told below.
        }
        throw new ParameterException(spec.commandLine(), "--entry: SHARD.LINE, such as 2.1017");
    }

    private int print(Optional<String> proof, String otherwise) {
        if (proof.isEmpty()) {
            spec.commandLine().getErr().println("no proof: " + otherwise);
            return 1;
        }
        spec.commandLine().getOut().print(proof.get());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
