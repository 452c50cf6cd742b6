package io.cloakroom.cli;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.record.Field;
import io.cloakroom.record.RecordWalk;
import io.cloakroom.seal.Everybody;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
        private ConfigOption config = new ConfigOption();

        @Mixin
        private CollectionOption collection = new CollectionOption();

        @Mixin
        private WalkOption walk = new WalkOption();

        @Override
        public Integer call() throws IOException {
            walk.check();
            try (var opened = Installation.open(config)) {
                var asked = collection.keptOf(opened.config().collections());
                var fields = asked.searchable().stream().map(Field::name).toList();
                var subject = new Subject(asked.id(), Optional.empty(), fields);
                if (walk.isMeant())
                    opened.announce(
                            Act.READ, Optional.empty(), Optional.of(subject), Optional.of("rebuilding the index"));
                var parts = opened.parts();
                var vault = opened.services().vault();
                var work = new RecordWalk(
                        new Everybody(parts.memberKeys()),
                        parts.records(),
                        List.of(asked),
                        (declared, record) -> walk.isMeant() && vault.mark(declared, record));
                return walk.run(work, new WalkOption.Words("marked", "does not open", "do not open"));
            }
        }
    }
}
