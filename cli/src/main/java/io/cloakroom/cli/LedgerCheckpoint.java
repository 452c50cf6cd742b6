package io.cloakroom.cli;

import io.cloakroom.ledger.CheckpointKey;
import io.cloakroom.ledger.Checkpointing;
import io.cloakroom.ledger.Checkpointing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signs how the ledger stands. */
@Command(
        name = "checkpoint",
        description =
                "Sign how the ledger stands now, if it goes on from what was signed before; keep that in the table, and print "
                        + "it. For a timer on another machine. Exit code 1, and nothing signed, if the ledger was changed.",
        mixinStandardHelpOptions = true)
final class LedgerCheckpoint implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to put it. The one that is there already is the one that must be gone on from: it finds a table "
                            + "that was put back.")
    @Nullable
    private Path file;

    @Option(
            names = "--read-only",
            description =
                    "Put it into FILE alone and nothing into the table, for whoever may only read that. The whole ledger is read "
                            + "each time then.")
    private boolean isReadOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (isReadOnly && file == null) throw new ParameterException(spec.commandLine(), "--read-only: needs --out");
        try (var opened = ledger.table()) {
            var keyFile = opened.config()
                    .checkpointKeyFile()
                    .orElseThrow(() -> new IOException(
                            "ledger.checkpoint-key-file: required here; ./cloakroom ledger keys create makes one"));
            var key = CheckpointKey.read(keyFile);
            var shipped = file != null && Files.exists(file)
                    ? Optional.of(LedgerVerify.text(file))
                    : Optional.<String>empty();
            var work = new Checkpointing(opened.store(), key, opened.vault(), Clock.systemUTC(), !isReadOnly);
            return switch (work.next(shipped)) {
                case Outcome.Made(var checkpoint, var note) -> ship(checkpoint.size(), note);
                case Outcome.Refused(var damages) -> {
                    var err = spec.commandLine().getErr();
                    err.println("NOT SIGNED: the ledger does not go on from what was signed before.");
                    damages.forEach(damage -> err.println("  " + damage.where() + ": " + damage.what()));
                    err.println(
                            "Keep this table as it is, run ./cloakroom ledger verify on a gateway's machine, and ask who changed it.");
                    yield 1;
                }
            };
        }
    }

    private int ship(long lines, String note) throws IOException {
        var out = spec.commandLine().getOut();
        if (file == null) {
            out.print(note);
        } else {
            var draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.writeString(draft, note);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            out.println("signed " + lines + " lines into " + file);
        }
        out.flush();
        return 0;
    }
}
