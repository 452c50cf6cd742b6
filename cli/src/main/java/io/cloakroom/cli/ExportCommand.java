package io.cloakroom.cli;

import io.cloakroom.cli.moving.Export;
import io.cloakroom.cli.moving.Export.Sum;
import io.cloakroom.cli.moving.Mapping;
import io.cloakroom.cli.moving.RowFile;
import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.ProgressLine;
import io.cloakroom.cli.report.Stragglers;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.seal.Everybody;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes records out of the vault, into a file. */
@Command(
        name = "export",
        description =
                "Open the records of a collection and write them into a CSV or JSON Lines file, which import reads again. Says "
                        + "how much it would be, and does it with --apply. The file is its owner's alone, and has another name, "
                        + "ending in .partial, until it is whole. Stopped on the way, it begins anew when it is run again. Exit "
                        + "code 1, and still the other name, if some records do not open.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private CollectionOption collection = new CollectionOption();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "Ending in .csv or .jsonl; must not be there yet.")
    private Path file = Path.of("");

    @Option(names = "--member", paramLabel = "SUB", description = "Of this member alone.")
    private Optional<String> member = Optional.empty();

    @Option(names = "--fields", paramLabel = "NAMES", split = ",", description = "These alone, parted by commas.")
    private List<String> fields = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "What the columns are called, as for import. Otherwise: sub, id, and each field's own name.")
    @Nullable
    private Path mapping;

    @Option(
            names = "--masked",
            description = "Of secret fields what their masks leave. Import would take that for the value.")
    private boolean isMasked;

    @Option(names = "--apply", description = "Open the records and write the file.")
    private boolean isMeant;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        RowFile.check(file);
        try (var opened = Installation.open(config)) {
            var from = collection.keptOf(opened.config().collections());
            var columns = columns(from);
            var names = List.copyOf(columns.fields().keySet());
            var wish = new Export.Wish(from, names, member(), isMasked);
            var export = new Export(
                    wish,
                    new Everybody(opened.parts().memberKeys()),
                    opened.parts().records(),
                    opened.services().vault(),
                    opened.services().ledger(),
                    new Export.Run(Installation.operator(), opened.runId()),
                    opened.parts().clock());
            return isMeant ? write(export, columns) : look(export);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Main.INTERRUPTED;
        }
    }

    private Optional<MemberId> member() {
        if (member.filter(text -> !MemberId.isMemberId(text)).isPresent())
            throw wrong("--member: the sub of a user of the pool");
        return member.map(MemberId::new);
    }

    private RowFile.Columns columns(Collection from) throws IOException {
        var names = mapping == null ? Mapping.byName(from) : Mapping.read(mapping, from);
        for (var name : fields) {
            var isDeclared = FieldName.isFieldName(name) && names.fields().containsKey(new FieldName(name));
            if (!isDeclared) throw wrong("--fields: fields of " + from.id().value());
        }
        var chosen = new LinkedHashMap<FieldName, String>();
        for (var name : from.fields().stream().map(Field::name).toList()) {
            var isAsked = fields.isEmpty() || fields.contains(name.value());
            if (isAsked && names.fields().containsKey(name))
                chosen.put(name, Objects.requireNonNull(names.fields().get(name)));
        }
        var id = from.isSingle() ? Optional.<String>empty() : Optional.of(names.id());
        return checked(new RowFile.Columns(names.member(), id, chosen));
    }

    private RowFile.Columns checked(RowFile.Columns columns) {
        var met = new TreeSet<String>();
        for (var name : columns.names()) {
            if (!met.add(name))
                throw wrong("two columns would be called " + name + "; say with --mapping what they are called");
        }
        return columns;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private int look(Export export) throws IOException, InterruptedException {
        Sum sum;
        try (var progress = progress()) {
            sum = export.look(at -> tell(progress, at));
        }
        var out = spec.commandLine().getOut();
        out.println("would write " + words(sum));
        out.println("Nothing was opened or written. To do it: the same with --apply.");
        return stragglers(sum);
    }

    private int write(Export export, RowFile.Columns columns) throws IOException, InterruptedException {
        try (var rows = RowFile.begin(file, columns)) {
            Sum sum;
            try (var progress = progress()) {
                sum = export.write(rows::write, at -> tell(progress, at));
            }
            var isWhole = sum.stragglers().isEmpty();
            if (isWhole) rows.finish();
            var out = spec.commandLine().getOut();
            out.println("wrote " + words(sum) + " to " + (isWhole ? file : rows.leave()));
            out.println(
                    "What it holds is sealed no more: keep it where nobody else reads, and delete it when it has served.");
            return stragglers(sum);
        } catch (UpstreamException failure) {
            var again =
                    failure instanceof UpstreamException.Unavailable ? "Run it again, or delete that." : "Delete that.";
            spec.commandLine().getErr().println("Not whole: " + file + ".partial holds what had been opened. " + again);
            throw failure;
        }
    }

    private int stragglers(Sum sum) {
        if (sum.stragglers().isEmpty()) return 0;
        var out = spec.commandLine().getOut();
        Stragglers.tell(out, "does not open", sum.stragglers());
        var missing = sum.stragglers().size();
        var least = missing == Export.STRAGGLERS_MAX ? "at least " : "";
        out.println("missing: " + least + missing + "; so the file is not whole, and is called " + file + ".partial");
        return 1;
    }

    private ProgressLine progress() {
        return ProgressLine.begin(spec.commandLine().getErr(), System.getenv());
    }

    private static void tell(ProgressLine progress, Sum at) {
        progress.at(counted(at), at.records(), OptionalLong.empty());
    }

    private static String counted(Sum sum) {
        return Counted.of(sum.records(), "record") + " of " + Counted.of(sum.members(), "member");
    }

    private String words(Sum sum) {
        var text = new StringBuilder(counted(sum));
        if (sum.empty() > 0) text.append(String.format(Locale.ROOT, "; %,d with no value left out", sum.empty()));
        if (sum.erased() > 0)
            text.append("; ").append(Counted.of(sum.erased(), "member is erased", "members are erased"));
        return text.toString();
    }
}
