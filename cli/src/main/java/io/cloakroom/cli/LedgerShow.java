package io.cloakroom.cli;

import io.cloakroom.cli.report.Printable;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.Reading;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the ledger. */
@Command(
        name = "show",
        description =
                "Read what the ledger says, of one member, of one of the staff, or of everybody. Reading it is itself an entry, "
                        + "written first. What was said of a member who was erased opens no more. Exit code 1 if there was too "
                        + "much for one look.",
        mixinStandardHelpOptions = true)
final class LedgerShow implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--member", paramLabel = "SUB", description = "About this member.")
    @Nullable
    private String member;

    @Option(names = "--staff", paramLabel = "SUB", description = "By this one of the staff.")
    @Nullable
    private String staff;

    @Option(names = "--since", paramLabel = "TIME", description = "Not before, such as 2026-11-25T00:00:00Z.")
    @Nullable
    private String since;

    @Option(names = "--json", description = "Print one JSON object a line, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var about = id("--member", member);
        var by = id("--staff", staff);
        var begin = begin();
        try (var opened = ledger.installation()) {
            opened.announce(Act.LEDGER_READ, about, Optional.empty());
            var found = new Reading(opened.parts().ledger(), LedgerOption.seal(opened))
                    .all(about, begin, one -> by.isEmpty() || isBy(by.get(), one));
            var out = spec.commandLine().getOut();
            for (var one : found.shown()) out.println(isJson ? json(one) : line(one));
            if (found.shown().isEmpty() && !isJson) out.println("nothing");
            out.flush();
            return found.isCut() ? cut(found.shown().size()) : 0;
        }
    }

    private int cut(int shown) {
        spec.commandLine()
                .getErr()
                .printf(Locale.ROOT, "CUT: there is more than these %,d lines; ask for less at once.%n", shown);
        return 1;
    }

    private Optional<MemberId> id(String option, @Nullable String text) {
        if (text == null) return Optional.empty();
        if (MemberId.isMemberId(text)) return Optional.of(new MemberId(text));
        throw new ParameterException(spec.commandLine(), option + ": the sub of a user of the pool");
    }

    private Instant begin() {
        try {
            return since == null ? Instant.EPOCH : Instant.parse(since);
        } catch (DateTimeException notATime) {
            throw new ParameterException(spec.commandLine(), "--since: a time such as 2026-11-25T00:00:00Z");
        }
    }

    private static boolean isBy(MemberId staff, Opened opened) {
        return opened instanceof Opened.Read(var entries)
                && entries.stream().anyMatch(entry -> entry.actor().equals(new Actor.Staff(staff)));
    }

    private static String line(Reading.Shown one) {
        var where = String.format(Locale.ROOT, "%-10s", one.shard() + "." + one.line());
        return switch (one.opened()) {
            case Opened.Read(var entries) ->
                String.join(
                        System.lineSeparator(),
                        entries.stream()
                                .map(entry -> where + "  " + line(entry))
                                .toList());
            case Opened.Erased(var who, var at, var count) ->
                where + "  " + time(at) + "  " + Printable.of(who.value()) + " was erased: "
                        + (count == 1 ? "an entry that opens" : count + " entries that open") + " no more";
            case Opened.Unreadable(var at) -> where + "  " + time(at) + "  does not open: see ledger verify";
        };
    }

    private static String line(Entry entry) {
        var text = new StringBuilder(time(entry.at()));
        text.append("  ").append(String.format(Locale.ROOT, "%-16s", Settings.spelling(entry.act())));
        text.append("  ").append(who(entry.actor()));
        entry.about()
                .filter(_ -> !isSelf(entry))
                .ifPresent(about -> text.append(" about ").append(Printable.of(about.value())));
        entry.subject().ifPresent(subject -> {
            text.append(": ").append(subject.collection().value());
            subject.record()
                    .filter(id -> !id.equals(RecordId.SELF))
                    .ifPresent(id -> text.append("/").append(id.value()));
            if (!subject.fields().isEmpty())
                text.append(" (").append(names(subject.fields())).append(")");
        });
        entry.purpose().ifPresent(why -> text.append(", for ").append(Printable.of(why)));
        entry.refusal().ifPresent(code -> text.append(", REFUSED: ").append(Printable.of(code)));
        return text.toString();
    }

    private static boolean isSelf(Entry entry) {
        return entry.actor() instanceof Actor.Member(var who, var _)
                && entry.about().equals(Optional.of(who));
    }

    private static String names(List<FieldName> fields) {
        return String.join(", ", fields.stream().map(FieldName::value).toList());
    }

    private static String who(Actor actor) {
        return switch (actor) {
            case Actor.Member(var who, var site) -> "member " + Printable.of(who.value()) + " on " + site.value();
            case Actor.Staff(var who) -> "staff " + Printable.of(who.value());
            case Actor.Site(var site) -> "website " + site.value();
            case Actor.Operator(var name) -> "operator " + Printable.of(name);
            case Actor.Job(var name) -> "job " + Printable.of(name);
        };
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String json(Reading.Shown one) {
        var where = one.shard() + "." + one.line();
        return switch (one.opened()) {
            case Opened.Read(var entries) ->
                String.join(
                        System.lineSeparator(),
                        entries.stream()
                                .map(entry -> Json.writeText(json(where, entry)))
                                .toList());
            case Opened.Erased(var who, var at, var count) ->
                Json.writeText(Json.members(
                        "line", where, "at", at.toString(), "about", who.value(), "erased", true, "entries", count));
            case Opened.Unreadable(var at) ->
                Json.writeText(Json.members("line", where, "at", at.toString(), "unreadable", true));
        };
    }

    private static Map<String, Object> json(String where, Entry entry) {
        return Json.members(
                "line",
                where,
                "at",
                entry.at().toString(),
                "act",
                Settings.spelling(entry.act()),
                "by",
                who(entry.actor()),
                "about",
                entry.about().map(MemberId::value).orElse(null),
                "collection",
                entry.subject().map(subject -> subject.collection().value()).orElse(null),
                "record",
                entry.subject().flatMap(Subject::record).map(RecordId::value).orElse(null),
                "fields",
                entry.subject()
                        .map(subject ->
                                subject.fields().stream().map(FieldName::value).toList())
                        .orElse(null),
                "purpose",
                entry.purpose().orElse(null),
                "refusal",
                entry.refusal().orElse(null),
                "request",
                entry.requestId());
    }
}
