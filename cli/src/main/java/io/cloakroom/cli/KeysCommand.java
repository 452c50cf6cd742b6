package io.cloakroom.cli;

import io.cloakroom.seal.Keyset;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The installation's keys. */
@Command(
        name = "keys",
        description = "Create the keyset of an installation without KMS.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KeysCommand.Create.class)
final class KeysCommand {

    /** Writes a new keyset and never over an old one. */
    @Command(
            name = "create",
            description =
                    "Write a new keyset, for its owner's eyes only. Keep a copy elsewhere: lost with it is the vault.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Where to; must not be there yet.")
        private Path file = Path.of("keyset.json");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            try {
                Keyset.create(file);
            } catch (FileAlreadyExistsException there) {
                throw new IOException(file + ": is there already; a keyset is never written over", there);
            }
            spec.commandLine().getOut().println("created " + file);
            return 0;
        }
    }
}
