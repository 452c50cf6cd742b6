package io.cloakroom.cli;

import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.Reasons;
import io.cloakroom.ledger.Actor;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Erasure.Receipt;
import io.cloakroom.record.RecordStore;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
        description = "Find or erase a member, or erase those who have asked for it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MembersFind.class, MembersCommand.Erase.class, MembersCommand.EraseDue.class})
final class MembersCommand {

    /** Erases one member, for good. */
    @Command(
            name = "erase",
            description =
                    "Erase a member: her keys, her records, her sessions, for good. Says what it would do, and does it with "
                            + "--apply. Run it again if it was stopped.",
            mixinStandardHelpOptions = true)
    static final class Erase implements Callable<Integer> {
        /** The most that point-in-time recovery can be set to (Amazon DynamoDB Developer Guide, "Point-in-time recovery"). */
        private static final Duration RECOVERABLE = Duration.ofDays(35);

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
            try (var opened = Installation.open(config)) {
                var erasures = opened.services().erasures();
                var code = isMeant
                        ? attest(erasures.erase(Installation.operator(), who, opened.runId()))
                        : announce(erasures.look(who));
                tellUntouched(opened.config().collections());
                return code;
            }
        }

        private int announce(Receipt found) {
            var out = spec.commandLine().getOut();
            out.println("would erase " + member.id().value() + ": her keys, her sessions, and");
            list(out, found);
            var counted =
                    found.records().values().stream().mapToInt(count -> count).sum();
            if (counted >= RecordStore.LIST_MAX)
                out.println("  and perhaps more: the first " + RecordStore.LIST_MAX + " were counted");
            out.println("Nothing was changed. To do it: the same with --apply. There is no way back.");
            return 0;
        }

        private int attest(Outcome.Erased erased) {
            var receipt = erased.receipt();
            var out = spec.commandLine().getOut();
            out.println("erased " + member.id().value() + " at " + receipt.at());
            out.println("  keys destroyed: " + receipt.keys());
            out.println("  sessions ended: " + erased.sessions());
            list(out, receipt);
            out.println(
                    "Sealed values in backups of the records open no more once backups of the table of keys from before "
                            + receipt.at()
                            + " are gone too. DynamoDB's point-in-time recovery no longer reaches back to them from "
                            + receipt.at().plus(RECOVERABLE) + " on; backups on demand stay until you delete them.");
            if (!receipt.plain().isEmpty()) {
                out.println("These were not sealed, so backups of the records show them as they were: "
                        + String.join(", ", receipt.plain().stream().sorted().toList()));
            }
            if (!receipt.marked().isEmpty()) {
                out.println(
                        "These are found by their value: with the gateway's keyset, backups of the records tell whether a guess "
                                + "at one was right: "
                                + String.join(
                                        ", ", receipt.marked().stream().sorted().toList()));
            }
            if (receipt.spoilt() > 0)
                out.println(Counted.of(
                                receipt.spoilt(),
                                "record could not be read, and was",
                                "records could not be read, and were")
                        + " erased all the same.");
            out.println(
                    "Not touched: her user in the pool; what the sites keep of her themselves; which memberships they have told "
                            + "of her, and which of their users she is (./cloakroom memberships unlink); that entries of the ledger are "
                            + "about her, and when they were made.");
            return 0;
        }

        private void tellUntouched(Collections collections) {
            for (var collection : collections.all()) {
                collection
                        .table()
                        .ifPresent(table -> spec.commandLine()
                                .getOut()
                                .println("Not touched: what is hers in " + table.name()
                                        + ", a table of yours that is shown as " + collection.title() + "."));
            }
        }

        private static void list(PrintWriter out, Receipt receipt) {
            if (receipt.records().isEmpty()) out.println("  records: none");
            new TreeMap<>(receipt.records())
                    .forEach((collection, count) -> out.println("  records of " + collection + ": " + count));
        }
    }

    /** Erases the members whose time to change their minds is over. The gateway does so itself. */
    @Command(
            name = "erase-due",
            description =
                    "Erase the members who have asked for it on their own page and whose time to change their minds is over, as a "
                            + "gateway that runs does every ten minutes. Says who that is, and does it with --apply. Run it again "
                            + "if it was stopped. Exit code 1 if somebody could not be erased, or the date of a request cannot be read.",
            mixinStandardHelpOptions = true)
    static final class EraseDue implements Callable<Integer> {
        private static final Actor JOB = new Actor.Job("erasure");

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--apply", description = "Do it. There is no way back.")
        private boolean isMeant;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            try (var opened = Installation.open(config)) {
                var erasures = opened.services().erasures();
                return isMeant ? erase(erasures, opened.runId()) : announce(erasures);
            }
        }

        private int announce(Erasures erasures) {
            var out = spec.commandLine().getOut();
            var due = erasures.due();
            for (var member : due.spoilt())
                out.println("the date of " + member.value()
                        + "'s request cannot be read; look at her item in the table of members");
            for (var departure : due.departures()) {
                out.println(
                        "would erase " + departure.member().value() + ", who asked for it on " + departure.askedAt());
            }
            out.println(
                    due.size() + " due. Nothing was changed. To do it: the same with --apply. There is no way back.");
            return due.spoilt().isEmpty() ? 0 : 1;
        }

        private int erase(Erasures erasures, String runId) {
            var erased = erasures.run("cli-" + runId, JOB, runId, this::tell);
            var left = erasures.due().size();
            var others = left > 0 ? ", " + left + " are another process's, or could not be erased" : "";
            spec.commandLine().getOut().println(erased + " erased" + others);
            return left == 0 ? 0 : 1;
        }

        private void tell(MemberId member, Outcome outcome) {
            var out = spec.commandLine().getOut();
            switch (outcome) {
                case Outcome.Erased(var receipt, var sessions) -> {
                    var records = receipt.records().values().stream()
                                    .mapToInt(count -> count)
                                    .sum()
                            + receipt.spoilt();
                    out.println("erased " + member.value() + ": " + Counted.of(records, "record") + ", "
                            + Counted.of(sessions, "session"));
                }
                case Outcome.Stuck(var why) ->
                    out.println("cannot be erased: " + member.value() + ": " + Reasons.of(why));
            }
            out.flush();
        }
    }
}
