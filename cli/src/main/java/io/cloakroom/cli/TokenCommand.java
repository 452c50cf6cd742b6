package io.cloakroom.cli;

import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.cli.token.TokenQuestion;
import io.cloakroom.cli.token.TokenScreen;
import io.cloakroom.config.Checks;
import io.cloakroom.json.Json;
import io.cloakroom.server.LogConfig;
import io.cloakroom.token.KeySet;
import io.cloakroom.token.KeySource;
import io.cloakroom.token.PublishedKeys;
import io.cloakroom.token.TokenExplainer;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Access tokens. */
@Command(
        name = "token",
        description = "Explain why a token is believed or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TokenCommand.Explain.class)
final class TokenCommand {

    /** Judges one token as the gateway does, and tells all that is wrong with it. */
    @Command(
            name = "explain",
            description = {
                "Read one access token from standard input and judge it as the gateway does, check by check.",
                "Give --jwks, --issuer or both. The token is neither printed nor kept.",
                "Exit code 0 if every check holds, 1 if one fails, 3 if the issuer's keys cannot be had."
            },
            mixinStandardHelpOptions = true)
    static final class Explain implements Callable<Integer> {
        private static final int INPUT_BYTES_MAX = 64 << 10;
        private static final int KEY_SET_BYTES_MAX = 1 << 20;

        @Option(names = "--jwks", paramLabel = "FILE", description = "The issuer's key set, instead of fetching it.")
        private @Nullable Path jwks;

        @Option(
                names = "--issuer",
                paramLabel = "URL",
                description = "The pool's issuer: what iss has to be, and where the keys are.")
        private @Nullable String issuer;

        @Option(
                names = "--client",
                paramLabel = "ID",
                description = "The app client that the token has to be for; without it any.")
        private @Nullable String client;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "The scope that the gateway asks for (token.scope); without it scopes are not judged.")
        private @Nullable String scope;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "Judge the times as at this instant, such as 2026-11-25T12:00:00Z; without it now.")
        private @Nullable Instant at;

        @Option(names = "--signature-only", description = "Judge form, algorithm, key and signature alone.")
        private boolean isOfSignatureAlone;

        @Option(names = "--json", description = "Print JSON, for scripts.")
        private boolean isJson;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            LogConfig.quiet().apply();
            var keys = keys();
            if (isTyped(System.console())) spec.commandLine().getErr().println("Paste the token, then press Ctrl-D.");
            var question = new TokenQuestion(
                    keysFrom(keys),
                    Optional.ofNullable(issuer),
                    Optional.ofNullable(client),
                    Optional.ofNullable(scope),
                    Optional.ofNullable(at).orElseGet(Instant::now),
                    isOfSignatureAlone);
            var clock = Clock.fixed(question.now(), ZoneOffset.UTC);
            var explanation = new TokenExplainer(question.expected(), keys, clock).explain(token(System.in));
            var screen = new TokenScreen(question, explanation);
            var out = spec.commandLine().getOut();
            if (isJson) out.println(Json.writeText(screen.json()));
            else screen.show(new Report(out, Terminal.of(System.getenv(), System.out.charset())));
            out.flush();
            return explanation.isUncertain() ? Main.UPSTREAM : explanation.holds() ? 0 : 1;
        }

        private KeySource keys() throws IOException {
            if (issuer != null && !Checks.isUrl(issuer)) throw usage("--issuer: " + Checks.URL_FORM);
            if (jwks != null) return keySet(jwks);
            if (issuer == null) throw usage("one of --jwks and --issuer is required, or both");
            return new PublishedKeys(URI.create(issuer + "/.well-known/jwks.json"), Clock.systemUTC());
        }

        private KeySet keySet(Path file) throws IOException {
            if (!Files.isReadable(file)) throw usage("--jwks: " + file + " cannot be read");
            // Not the file's size: a pipe has none.
            try (var in = Files.newInputStream(file)) {
                var bytes = in.readNBytes(KEY_SET_BYTES_MAX + 1);
                if (bytes.length > KEY_SET_BYTES_MAX) throw usage("--jwks: " + file + " is longer than 1 MiB");
                return KeySet.parse(bytes).orElseThrow(() -> usage("--jwks: " + file + " holds no key set (RFC 7517)"));
            }
        }

        private String keysFrom(KeySource keys) {
            if (!(keys instanceof KeySet set)) return "among the issuer's keys";
            return "in " + jwks + " (" + set.size() + " usable)";
        }

        private static boolean isTyped(@Nullable Console console) {
            return console != null && console.isTerminal();
        }

        private ParameterException usage(String text) {
            return new ParameterException(spec.commandLine(), text);
        }

        /** Of a longer input the beginning is enough to see that it is too long. */
        private static String token(InputStream in) throws IOException {
            var text = new String(in.readNBytes(INPUT_BYTES_MAX), StandardCharsets.ISO_8859_1);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
