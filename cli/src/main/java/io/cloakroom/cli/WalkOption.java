package io.cloakroom.cli;

import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.cli.report.Stragglers;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordWalk;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a walk over everybody's records begins, whether it changes anything, and what is told of it. */
final class WalkOption {
    /** The last version is a tombstone's, at which a page may end too. */
    private static final Pattern AFTER = Pattern.compile("(.{1,128})/([0-9]{1,9}|" + Integer.MAX_VALUE + ")");

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
     * How its work is called.
     *
     * @param done of records to which it was done: "marked"
     * @param undone of one to which it cannot be done: "does not open"
     * @param allUndone of more: "do not open"
     */
    record Words(String done, String undone, String allUndone) {}

    boolean isMeant() {
        return isMeant;
    }

    /** Before anything else: whether it can begin there. */
    void check() {
        after.ifPresent(this::position);
    }

    private Position position(String text) {
        var matcher = AFTER.matcher(text);
        if (matcher.matches() && MemberId.isMemberId(matcher.group(1)))
            return new Position(new MemberId(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        throw new ParameterException(
                spec.commandLine(), "--after: MEMBER/VERSION, as the run that was stopped has printed it");
    }

    /** @return the command's exit code */
    int run(RecordWalk work, Words words) {
        return sum(walk(work, words), words);
    }

    private RecordWalk.Progress walk(RecordWalk work, Words words) {
        var from = after.map(this::position);
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
