package io.cloakroom.cli;

import io.cloakroom.cli.WalkOption.Errand;
import io.cloakroom.cli.WalkOption.Words;
import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.ledger.Act;
import io.cloakroom.record.Field;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.Rewrapping;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The installation's keys. */
@Command(
        name = "keys",
        description = "Create and rotate the keyset, wrap members' keys anew, and seal what is to be sealed by now.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.Rotate.class,
            KeysCommand.Rewrap.class,
            KeysCommand.Seal.class
        })
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

    /** Adds new keys, which are used from then on. */
    @Command(
            name = "rotate",
            description =
                    "Add new keys to the keyset, which wrap and seal from then on. The old ones go on opening what they "
                            + "have; gateways that run on this machine see the new ones by themselves. Run it as the user whose "
                            + "the file is; then copy the file to every other gateway's machine; then run: keys rewrap.",
            mixinStandardHelpOptions = true)
    static final class Rotate implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var file = config.read().keysetFile();
            try (var opened = Installation.open(config)) {
                opened.announce(Act.KEYS_ROTATED, Optional.empty(), Optional.empty());
            }
            var before = Keyset.rotate(file, Instant.now());
            var out = spec.commandLine().getOut();
            out.println("rotated " + file);
            out.println("what it held before is in " + before);
            out.println(
                    "next: back up the new file, copy it to every machine that has a gateway, then ./cloakroom keys rewrap");
            return 0;
        }
    }

    /** Wraps members' keys anew, where a rotation has left them behind. */
    @Command(
            name = "rewrap",
            description =
                    "Wrap members' keys by the keyset's newest key, or by keys.kms-key where one is set. While gateways run; run it again to do what is left. "
                            + "Exit code 1 if some keys do not open.",
            mixinStandardHelpOptions = true)
    static final class Rewrap implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            try (var opened = Installation.open(config)) {
                opened.announce(Act.KEYS_REWRAPPED, Optional.empty(), Optional.empty());
                var parts = opened.parts();
                return sum(rewrap(new Rewrapping(parts.keyRing(), parts.memberKeys())));
            }
        }

        private Rewrapping.Progress rewrap(Rewrapping rewrapping) {
            try (var progress = ProgressLine.begin(spec.commandLine().getErr(), System.getenv())) {
                return rewrapping.run(at -> progress.at(words(at), at.seen(), OptionalLong.empty()));
            }
        }

        private static String words(Rewrapping.Progress at) {
            return String.format(Locale.ROOT, "%,d looked at, %,d wrapped anew", at.seen(), at.rewrapped());
        }

        private int sum(Rewrapping.Progress done) {
            var out = spec.commandLine().getOut();
            out.println(Counted.of(done.seen(), "key")
                    + String.format(Locale.ROOT, ": %,d wrapped anew, ", done.rewrapped())
                    + Counted.of(done.unopened(), "does not open", "do not open"));
            for (var straggler : done.stragglers()) {
                out.println("does not open: version " + straggler.version() + " of "
                        + straggler.member().value());
            }
            if (done.unopened() > done.stragglers().size()) out.println("and more, which are not named");
            if (done.unopened() == 0) return 0;
            out.println(
                    "They belong to another keyset or to a KMS key that is not in the configuration, or were changed: look for a backup of either. Nothing was done to them.");
            return 1;
        }
    }

    /** Seals what was written before its field was declared so. */
    @Command(
            name = "seal",
            description =
                    "Seal what was written while its field was plain. Run it with the new configuration, restart the "
                            + "gateways, and run it again for what they wrote meanwhile. Says what there is to do, and does "
                            + "it with --apply; while gateways run. Exit code 1 if some records do not "
                            + "open, or would be too large.",
            mixinStandardHelpOptions = true)
    static final class Seal implements Callable<Integer> {
        @Mixin
        private WalkOption walk = new WalkOption();

        @Override
        public Integer call() throws IOException {
            var done = walk.isMeant() ? "sealed" : "to be sealed";
            return walk.run(new Errand(
                    Act.WRITE,
                    "sealing what was plain",
                    Field::isSealed,
                    vault -> walk.isMeant() ? vault::seal : Vault::isToSeal,
                    new Words(done, "cannot be sealed", "cannot be sealed")));
        }
    }
}
