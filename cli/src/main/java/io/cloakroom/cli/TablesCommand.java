package io.cloakroom.cli;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.record.Tables.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The tables in DynamoDB. */
@Command(
        name = "tables",
        description = "Create the DynamoDB tables, or see what is missing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TablesCommand.Create.class)
final class TablesCommand {

    /** Makes what is missing; changes and deletes nothing. */
    @Command(
            name = "create",
            description =
                    "Create the tables that are missing, and indexes that a table lacks. Nothing else is changed.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(
                names = "--dry-run",
                description = "Say what would be created, and create nothing. Exit code 1 if a table is missing.")
        private boolean isDryRun;

        private boolean hasFound;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var dynamoDb = config.read().dynamoDb();
            try (var db = DynamoDb.connectPatiently(dynamoDb)) {
                var maker = new TableMaker(db, dynamoDb.tables());
                var missing = maker.missing();
                for (var table : dynamoDb.tables().all()) report(table, missing.contains(table), maker);
                return isDryRun && hasFound ? 1 : 0;
            }
        }

        private void report(Table table, boolean isMissing, TableMaker maker) {
            if (isMissing && !isDryRun) maker.create(table);
            tell(isMissing, table.name());
            if (isMissing) return;
            for (var index : maker.lacking(table)) {
                if (!isDryRun) maker.create(table, index);
                tell(true, table.name() + ", its index " + index.name());
            }
        }

        private void tell(boolean isMissing, String name) {
            hasFound |= isMissing;
            var word = !isMissing ? "there" : isDryRun ? "missing" : "created";
            spec.commandLine().getOut().printf("%-10s %s%n", word, name);
        }
    }
}
