package io.cloakroom.cli;

import io.cloakroom.ledger.Act;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Members' sessions. */
@Command(
        name = "sessions",
        description = "End a member's sessions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SessionsCommand.End.class)
final class SessionsCommand {

    /** Ends all sessions of one member, now. */
    @Command(
            name = "end",
            description =
                    "End every session of a member, and every sign-in that the pool remembers: she has to prove herself again.",
            mixinStandardHelpOptions = true)
    static final class End implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Mixin
        private MemberOption member = new MemberOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var who = member.id();
            try (var opened = Installation.open(config)) {
                opened.announce(Act.SESSIONS_ENDED, Optional.of(who), Optional.empty());
                var ended =
                        opened.services().sessions().endAll(who, opened.config().clients());
                spec.commandLine().getOut().println(ended == 1 ? "ended 1 session" : "ended " + ended + " sessions");
            }
            return 0;
        }
    }
}
