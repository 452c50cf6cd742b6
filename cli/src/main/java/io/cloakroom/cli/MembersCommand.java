package io.cloakroom.cli;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.gateway.Services;
import io.cloakroom.record.Erasure;
import io.cloakroom.record.Erasure.Receipt;
import io.cloakroom.record.RecordStore;
import io.cloakroom.seal.Keyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Members' data as a whole. */
@Command(
        name = "members",
        description = "Find or erase a member.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MembersFind.class, MembersCommand.Erase.class})
final class MembersCommand {

    /** Erases one member, for good. */
    @Command(
            name = "erase",
            description =
                    "Erase a member: her keys, her records, her sessions, for good. Says what it would do, and does it with "
                            + "--apply. Run it again if it was stopped.",
            mixinStandardHelpOptions = true)
    static final class Erase implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Mixin
        private MemberOption member = new MemberOption();

        @Option(names = "--apply", description = "Do it. There is no way back.")
        private boolean isMeant;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var who = member.id();
            var settings = config.read();
            var keyset = Keyset.read(settings.keysetFile());
            try (var db = DynamoDb.connectPatiently(settings.dynamoDb())) {
                var parts = AwsParts.of(settings.gateway(), db, settings.dynamoDb(), keyset, Clock.systemUTC());
                var erasure = new Erasure(parts.memberKeys(), parts.records(), parts.clock());
                if (!isMeant) return announce(erasure.look(who));
                var receipt = erasure.erase(who);
                var sessions = Services.of(settings.gateway(), parts)
                        .sessions()
                        .endAll(who, settings.gateway().sites().all());
                return attest(receipt, sessions);
            }
        }

        private int announce(Receipt found) {
            var out = spec.commandLine().getOut();
            out.println("would erase " + member.id().value() + ": her keys, her sessions, and");
            list(out, found);
            var counted =
                    found.records().values().stream().mapToInt(count -> count).sum();
            if (counted == RecordStore.LIST_MAX)
                out.println("  and perhaps more: the first " + counted + " were counted");
            out.println("Nothing was changed. To do it: the same with --apply. There is no way back.");
            return 0;
        }

        private int attest(Receipt receipt, int sessions) {
            var out = spec.commandLine().getOut();
            out.println("erased " + member.id().value() + " at " + receipt.at());
            out.println("  keys destroyed: " + receipt.keys());
            out.println("  sessions ended: " + sessions);
            list(out, receipt);
            out.println(
                    "Sealed values in backups of the records open no more once backups of the table of keys from before "
                            + receipt.at() + " are gone too.");
            if (!receipt.plain().isEmpty()) {
                out.println("These were not sealed, so backups of the records show them as they were: "
                        + String.join(", ", receipt.plain().stream().sorted().toList()));
            }
            out.println("Not touched: her user in the pool, and what the sites keep of her themselves.");
            return 0;
        }

        private static void list(PrintWriter out, Receipt receipt) {
            if (receipt.records().isEmpty()) out.println("  records: none");
            new TreeMap<>(receipt.records())
                    .forEach((collection, count) -> out.println("  records of " + collection + ": " + count));
        }
    }
}
