package io.cloakroom.cli;

import io.cloakroom.cli.WalkOption.Errand;
import io.cloakroom.cli.WalkOption.Words;
import io.cloakroom.ledger.Act;
import io.cloakroom.record.Field;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The blind index. */
@Command(
        name = "index",
        description = "Rebuild the index of searchable fields.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = IndexCommand.Rebuild.class)
final class IndexCommand {

    /** Marks what was written before a field was searchable. */
    @Command(
            name = "rebuild",
            description =
                    "Mark records that were written before a field was searchable, and take marks away of fields that are "
                            + "so no more. First restart the gateways with the new configuration. Says what there is to do, "
                            + "and does it with --apply; while gateways run. Exit code 1 if some records do not open.",
            mixinStandardHelpOptions = true)
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        private WalkOption walk = new WalkOption();

        @Override
        public Integer call() throws IOException {
            return walk.run(new Errand(
                    Act.READ,
                    "rebuilding the index",
                    Field::isSearchable,
                    vault -> walk.isMeant() ? vault::mark : (_, _) -> false,
                    new Words("marked", "does not open", "do not open")));
        }
    }
}
