package io.cloakroom.bench;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.Terminal;
import io.cloakroom.upstream.UpstreamException;
import picocli.CommandLine;

/** The entry point. */
public final class Main {
    private static final int LET_DOWN = 3;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.of(System.out, System.getenv())).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new BenchCommand(terminal)).setExecutionExceptionHandler((fault, _, _) -> {
            new Screen(terminal)
                    .trouble(
                            switch (fault) {
                                case SetUpException trouble -> trouble;
                                case UpstreamException late ->
                                    new SetUpException(
                                            String.valueOf(late.getMessage()),
                                            "Is this machine very busy?",
                                            null,
                                            late);
                                default -> throw fault;
                            });
            return LET_DOWN;
        });
    }
}
