package io.cloakroom.cli;

import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Field;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Reindexing;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
        /** The last version is a tombstone's, at which a page may end too. */
        private static final Pattern AFTER = Pattern.compile("(.{1,128})/([0-9]{1,9}|" + Integer.MAX_VALUE + ")");

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Mixin
        private CollectionOption collection = new CollectionOption();

        @Option(names = "--after", paramLabel = "PLACE", description = "Go on where an earlier run was stopped.")
        private Optional<String> after = Optional.empty();

        @Option(names = "--apply", description = "Do it.")
        private boolean isMeant;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var from = after.map(this::position);
            try (var opened = Installation.open(config)) {
                var asked = collection.keptOf(opened.config().collections());
                var fields = asked.searchable().stream().map(Field::name).toList();
                var subject = new Subject(asked.id(), Optional.empty(), fields);
                if (isMeant)
                    opened.announce(
                            Act.READ, Optional.empty(), Optional.of(subject), Optional.of("rebuilding the index"));
                var parts = opened.parts();
                var work = new Reindexing(
                        opened.services().vault(),
                        new Everybody(parts.memberKeys()),
                        parts.records(),
                        List.of(asked),
                        isMeant);
                return sum(run(work, from));
            }
        }

        private Position position(String text) {
            var matcher = AFTER.matcher(text);
            if (matcher.matches() && MemberId.isMemberId(matcher.group(1)))
                return new Position(new MemberId(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            throw new ParameterException(spec.commandLine(), "--after: a place that an earlier run has told");
        }

        private Reindexing.Progress run(Reindexing work, Optional<Position> from) {
            var reached = new AtomicReference<Optional<Reindexing.Progress>>(Optional.empty());
            var err = spec.commandLine().getErr();
            try (var progress = ProgressLine.begin(err, System.getenv())) {
                return work.run(from, at -> {
                    reached.set(Optional.of(at));
                    progress.at(words(at), at.members(), OptionalLong.empty());
                });
            } catch (UpstreamException failure) {
                // Whoever goes on behind them meets none of them again.
                reached.get().ifPresent(this::stragglers);
                reached.get()
                        .flatMap(Reindexing.Progress::next)
                        .or(() -> from)
                        .ifPresent(place -> err.println("Stopped. To go on there: the same, with" + goingOn(place)));
                throw failure;
            }
        }

        private static String words(Reindexing.Progress at) {
            var next =
                    at.next().map(place -> "; if stopped now," + goingOn(place)).orElse("");
            return String.format(
                    Locale.ROOT, "%,d members, %,d records, %,d marked%s", at.members(), at.seen(), at.marked(), next);
        }

        private static String goingOn(Position place) {
            return " --after " + place.member().value() + "/" + place.version();
        }

        private int sum(Reindexing.Progress done) {
            var out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "%,d records of %,d members: %,d marked, %,d do not open%n",
                    done.seen(),
                    done.members(),
                    done.marked(),
                    done.stragglers().size());
            stragglers(done);
            if (!isMeant) out.println("Nothing was changed. To do it: the same with --apply.");
            return done.stragglers().isEmpty() ? 0 : 1;
        }

        private void stragglers(Reindexing.Progress at) {
            var out = spec.commandLine().getOut();
            for (var straggler : at.stragglers()) {
                out.println("does not open: "
                        + straggler
                                .id()
                                .map(RecordId::value)
                                .orElse("a record that cannot be read, and what is behind it,")
                        + " of " + straggler.member().value());
            }
        }
    }
}
