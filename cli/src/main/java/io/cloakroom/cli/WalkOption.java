package io.cloakroom.cli;

import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.cli.report.Stragglers;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.RecordWalk;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A walk over everybody's records of a collection: where it begins, whether it changes anything, and what is told of it. */
final class WalkOption {
    /** The last version is a tombstone's, at which a page may end too. */
    private static final Pattern AFTER = Pattern.compile("(.{1,128})/([0-9]{1,9}|" + Integer.MAX_VALUE + ")");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private CollectionOption collection = new CollectionOption();

    @Option(
            names = "--after",
            paramLabel = "MEMBER/VERSION",
            description = "Go on where an earlier run was stopped, as it has printed it.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--apply", description = "Do it.")
    private boolean isMeant;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * What is done to each record.
     *
     * @param act and {@code why}: as which the ledger has the run, if it changes anything
     * @param fields whose values it is about
     */
    record Errand(Act act, String why, Predicate<Field> fields, Function<Vault, RecordWalk.Work> work, Words words) {}

    /**
     * How it is called.
     *
     * @param done of records to which it was done: "marked"
     * @param undone of one to which it cannot be done: "does not open"
     * @param allUndone of more: "do not open"
     */
    record Words(String done, String undone, String allUndone) {}

    boolean isMeant() {
        return isMeant;
    }

    /** @return the command's exit code */
    int run(Errand errand) throws IOException {
        var from = after.map(this::position);
        try (var opened = Installation.open(config)) {
            var asked = collection.keptOf(opened.config().collections());
            if (isMeant) announce(opened, asked, errand);
            var everybody = new Everybody(opened.parts().memberKeys());
            var work = errand.work().apply(opened.services().vault());
            var walk = new RecordWalk(everybody, opened.parts().records(), asked, work);
            return sum(walk(walk, from, errand.words()), errand.words());
        }
    }

    private static void announce(Installation opened, Collection asked, Errand errand) {
        var fields =
                asked.fields().stream().filter(errand.fields()).map(Field::name).toList();
        var subject = new Subject(asked.id(), Optional.empty(), fields);
        opened.announce(errand.act(), Optional.empty(), Optional.of(subject), Optional.of(errand.why()));
    }

    private Position position(String text) {
        var matcher = AFTER.matcher(text);
        if (matcher.matches() && MemberId.isMemberId(matcher.group(1)))
            return new Position(new MemberId(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        throw new ParameterException(
                spec.commandLine(), "--after: MEMBER/VERSION, as the run that was stopped has printed it");
    }

    private RecordWalk.Progress walk(RecordWalk work, Optional<Position> from, Words words) {
        var reached = new AtomicReference<Optional<RecordWalk.Progress>>(Optional.empty());
        var err = spec.commandLine().getErr();
        try (var progress = ProgressLine.begin(err, System.getenv())) {
            return work.run(from, at -> {
                reached.set(Optional.of(at));
                progress.at(line(at, words), at.members(), OptionalLong.empty());
            });
        } catch (UpstreamException failure) {
            // Whoever goes on behind them meets none of them again.
            reached.get().ifPresent(at -> stragglers(at, words));
            reached.get()
                    .flatMap(RecordWalk.Progress::next)
                    .or(() -> from)
                    .ifPresent(place -> err.println("Stopped. To go on there: the same, with" + goingOn(place)));
            throw failure;
        }
    }

    private static String line(RecordWalk.Progress at, Words words) {
        var next = at.next().map(place -> "; if stopped now," + goingOn(place)).orElse("");
        return Counted.of(at.members(), "member") + ", " + Counted.of(at.seen(), "record")
                + String.format(Locale.ROOT, ", %,d %s", at.done(), words.done()) + next;
    }

    private static String goingOn(Position place) {
        return " --after " + place.member().value() + "/" + place.version();
    }

    private int sum(RecordWalk.Progress done, Words words) {
        var out = spec.commandLine().getOut();
        out.println(Counted.of(done.seen(), "record") + " of " + Counted.of(done.members(), "member")
                + String.format(Locale.ROOT, ": %,d %s, ", done.done(), words.done())
                + Counted.of(done.stragglers().size(), words.undone(), words.allUndone()));
        stragglers(done, words);
        if (!isMeant) out.println("Nothing was changed. To do it: the same with --apply.");
        return done.stragglers().isEmpty() ? 0 : 1;
    }

    private void stragglers(RecordWalk.Progress at, Words words) {
        Stragglers.tell(spec.commandLine().getOut(), words.undone(), at.stragglers());
    }
}
