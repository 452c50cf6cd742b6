package io.cloakroom.cli;

import io.cloakroom.ledger.Checkpoint;
import io.cloakroom.ledger.CheckpointKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The account of who asked for what. */
@Command(
        name = "ledger",
        description = "Verify, sign and read the account of who asked for what.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LedgerVerify.class,
            LedgerCheckpoint.class,
            LedgerProve.class,
            LedgerShow.class,
            LedgerCommand.Keys.class
        })
final class LedgerCommand {

    /** What signs checkpoints. */
    @Command(
            name = "keys",
            description = "Create the key that signs checkpoints.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = LedgerCommand.Create.class)
    static final class Keys {}

    /** Writes a new key and never over an old one. */
    @Command(
            name = "create",
            description =
                    "Write a new key for checkpoints, for its owner's eyes only, and print what checks them. No gateway needs "
                            + "it: keep it on the machine that makes checkpoints, best another one.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private LedgerOption ledger = new LedgerOption();

        @Parameters(paramLabel = "FILE", description = "Where to; must not be there yet.")
        private Path file = Path.of("checkpoint-key.json");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var name = Checkpoint.origin(ledger.few().vault());
            try {
                var verifier = CheckpointKey.create(file, name);
                var out = spec.commandLine().getOut();
                out.println("created " + file);
                out.println("What checks its signatures; set it on every machine that verifies:");
                out.println("ledger: {checkpoint-public-key: \"" + verifier + "\"}");
                return 0;
            } catch (FileAlreadyExistsException there) {
                throw new IOException(file + ": is there already; a key is never written over", there);
            }
        }
    }
}
